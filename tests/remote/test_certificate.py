"""A server whose certificate nobody vouches for is not spoken to."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from spacekg.errors import RemoteUnreachableError
from spacekg.remote import SparqlClient, read_address, read_login


def test_a_certificate_of_unknown_origin_is_refused_before_the_login_is_sent(tmp_path: Path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl, which makes the certificate, is absent")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def serve() -> None:
            for _ in range(3):
                with suppress(OSError):
                    connection, _ = listener.accept()
                    connection.settimeout(5)
                    with connection, context.wrap_socket(connection, server_side=True) as safe:
                        heard.append(safe.recv(1000))

        thread = threading.Thread(target=serve)
        thread.start()
        address = read_address(f"sparql+https://localhost:{listener.getsockname()[1]}/query")
        login = read_login(address, {"SPACEKG_REMOTE_TOKEN": "hush"})
        with pytest.raises(RemoteUnreachableError, match="certificate") as caught:
            SparqlClient(address, login).ask("ASK {}")
        thread.join()
    assert heard == [] and "hush" not in str(caught.value)
