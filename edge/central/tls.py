"""The secured connection's terms: TLS 1.2 or better, the broker's name checked, the hall's own certificate."""

import ssl

from edge.central.address import Certificates
from edge.central.errors import BrokerLost


class TidySocket(ssl.SSLSocket):
    """Closes itself when the two sides do not come to terms; paho forgets to."""

    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002 - the standard library's signature
        """Come to terms with the broker; OSError."""
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


def secure_context(certificates: Certificates) -> ssl.SSLContext:
    """Read the files now; BrokerLost with a sentence if one of them cannot be used."""
    try:
        context = ssl.create_default_context(cafile=str(certificates.ca) if certificates.ca else None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # From Python 3.13 on an authority must say in its certificate what its key is for. Those that halls make for
        # themselves often do not, and a newer Debian is no reason to lose central; all else is checked as before.
        context.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_STRICT
        context.sslsocket_class = TidySocket
        if certificates.certificate is not None:
            context.load_cert_chain(certificates.certificate, certificates.key)
    except OSError as error:  # also ssl.SSLError
        raise BrokerLost(f"a certificate, its key or the authority's file cannot be used: {error}") from error
    return context
