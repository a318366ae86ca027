"""SpaceKG: a knowledge graph of what is known about life in space."""

__version__ = "0.1.0"
