"""Workbooks protected with a password, through msoffcrypto: Office encrypts .xlsx, .xlsb and .xls in its own ways."""

from __future__ import annotations

import io

from compare_app.importers import refuse

_OPEN_TO_ALL = "VelvetSweatshop"  # Excel's own password of workbooks that are only protected against changes


def decrypted(file: str, data: bytes, password: str) -> bytes:
    """The workbook inside; without or with the wrong password a RefusedFile says so."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    for candidate in dict.fromkeys((_OPEN_TO_ALL, password)):
        if not candidate:
            continue
        plain = io.BytesIO()
        try:
            office = msoffcrypto.OfficeFile(io.BytesIO(data))
            office.load_key(password=candidate)
            office.decrypt(plain)
        except (InvalidKeyError, DecryptionError):
            continue
        except MemoryError:
            raise
        except Exception as error:  # the library raises whatever the bytes lead it to
            raise refuse.damaged(file, str(error) or type(error).__name__) from error
        found = plain.getvalue()
        if found:
            return found
    raise refuse.wrong_password(file) if password else refuse.encrypted(file)
