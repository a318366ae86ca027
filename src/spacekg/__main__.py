"""``python -m spacekg`` is the command line."""

from spacekg.cli import main

if __name__ == "__main__":
    main()
