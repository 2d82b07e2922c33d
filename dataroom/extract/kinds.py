"""What a file is, told by its bytes; its name only refines what kind of text it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from dataroom.extract import compound, encoding
from dataroom.extract.zips import directory_size

HEAD = 8_192
OCTETS = "application/octet-stream"
PDF = "application/pdf"
RTF = "application/rtf"
ZIP, GZIP, TAR = "application/zip", "application/gzip", "application/x-tar"
SEVEN, BZIP2, XZ = "application/x-7z-compressed", "application/x-bzip2", "application/x-xz"
SHORTCUT = "application/x-ms-shortcut"
SIGNED, TNEF = "application/pkcs7-mime", "application/vnd.ms-tnef"
CMS = bytes.fromhex("2a864886f70d0107")
"""The beginning of the names of signed and encrypted contents, RFC 5652."""
EML, MBOX = "message/rfc822", "application/mbox"
HTML, TEXT, CSV, TSV = "text/html", "text/plain", "text/csv", "text/tab-separated-values"
MARKDOWN, XML, JSON = "text/markdown", "application/xml", "application/json"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = _OOXML + "wordprocessingml.document"
XLSX = _OOXML + "spreadsheetml.sheet"
PPTX = _OOXML + "presentationml.presentation"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
ODT, ODS, ODP = (f"application/vnd.oasis.opendocument.{k}" for k in ("text", "spreadsheet", "presentation"))
DOC, XLS, PPT, MSG = (
    "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook",
)  # fmt: skip
JPEG, PNG, TIFF, BMP, GIF = "image/jpeg", "image/png", "image/tiff", "image/bmp", "image/gif"
OLE = "application/x-ole-storage"
LOCKED = "application/x-encrypted-ooxml"
OLE_MAGIC = compound.MAGIC
OOXML = frozenset({DOCX, XLSX, XLSB, PPTX})

# The extensions under which each kind goes; the first is its plain name.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    DOCX: ("docx", "docm", "dotx", "dotm"),
    XLSX: ("xlsx", "xlsm", "xltx", "xltm"),
    XLSB: ("xlsb",),
    PPTX: ("pptx", "pptm", "potx", "ppsx", "ppsm"),
    ODT: ("odt", "ott"),
    ODS: ("ods", "ots"),
    ODP: ("odp", "otp"),
    DOC: ("doc", "dot"),
    XLS: ("xls", "xlt", "xla"),
    PPT: ("ppt", "pps", "pot"),
    MSG: ("msg", "oft"),
    RTF: ("rtf",),
    ZIP: ("zip",),
    GZIP: ("gz", "tgz"),
    TAR: ("tar",),
    SEVEN: ("7z",),
    BZIP2: ("bz2", "tbz", "tbz2"),
    XZ: ("xz", "txz"),
    SIGNED: ("p7m", "p7s", "p7c", "p7b"),
    SHORTCUT: ("lnk", "url", "webloc", "desktop", "gdoc", "gsheet", "gslides", "gform", "gdraw", "icloud"),
    "application/vnd.rar": ("rar",),
    EML: ("eml", "mht", "mhtml"),
    MBOX: ("mbox", "mbx"),
    HTML: ("html", "htm", "xhtml"),
    CSV: ("csv", "tsv", "tab"),
    TEXT: ("txt", "text", "log", "asc", "prn", "fec"),
    MARKDOWN: ("md", "markdown"),
    XML: ("xml", "xsd", "xbrl"),
    JSON: ("json",),
    "text/vcard": ("vcf",),
    "text/calendar": ("ics",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/tiff": ("tif", "tiff"),
    "image/bmp": ("bmp",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif", "avif"),
    "image/svg+xml": ("svg",),
    "video/mp4": ("mp4", "m4v", "mov", "m4a", "3gp"),
}
_BY_EXTENSION = {extension: kind for kind, extensions in EXTENSIONS.items() for extension in extensions}
_TEXTS = {TEXT, CSV, TSV, MARKDOWN, JSON, "text/vcard", "text/calendar"}
_TEXT_EXTENSIONS = {e for k in (*_TEXTS, XML, EML, MBOX, HTML) for e in EXTENSIONS.get(k, ())}
_ARCHIVES = {ZIP, GZIP, TAR, SEVEN, BZIP2, XZ, "application/vnd.rar", "application/zstd"}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", GZIP),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x00\x01\x00\x00Standard ", "application/x-msaccess"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
)
_HEIC = tuple((4, b"ftyp" + brand, "image/heic") for brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"))
_PLACED = (
    *((0, magic, kind) for magic, kind in _MAGIC),
    *_HEIC,
    (4, b"ftyp", "video/mp4"),
    (257, b"ustar", TAR),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
)
_LARGEST_DIRECTORY = 8 << 20
_TAR_HEAD = 512
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FIRST_PARTS = (("word/", DOCX), ("xl/workbook.bin", XLSB), ("xl/", XLSX), ("ppt/", PPTX))
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_SHORTCUT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[InternetShortcut(?:\.\w)?\]|\[Desktop Entry\])", re.IGNORECASE)
# Google Drive, macOS and iCloud write the address into a small file where the document would be.
_PLACEHOLDER = re.compile(rb"\"(?:url|doc_id|resource_id)\"\s*:|<key>URL</key>|bplist00|NSURL", re.IGNORECASE)
_MAIL = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]*:)")
_MAIL_NAMES = {b"from", b"to", b"date", b"subject", b"message-id", b"received", b"mime-version", b"return-path", b"cc",
               b"delivered-to", b"content-type", b"reply-to"}  # fmt: skip


def by_extension(extension: str) -> str | None:
    """Give the kind that an extension promises, or None for one that promises nothing."""
    return _BY_EXTENSION.get(extension)


def wrong_extension(media_type: str, extension: str) -> str | None:
    """Give the real kind (`pdf`) of a file whose name promises another one; None where they agree or say nothing."""
    promised = by_extension(extension)
    if promised is None or media_type == OCTETS or extension in EXTENSIONS.get(media_type, ()):
        return None
    if media_type in _TEXTS | {XML, HTML, EML, MBOX} and extension in _TEXT_EXTENSIONS:
        return None
    if media_type == TSV:
        return "tsv"
    return EXTENSIONS.get(media_type, (media_type.rpartition("/")[2],))[0]


def sniff(head: bytes, name: str, open: Callable[[], BinaryIO]) -> str:  # noqa: A002 - the name is agreed on
    """Give the media type of a file from its first bytes (some thousands), its name, and the way to the rest.

    `open` is called only for containers whose kind stands further on. May raise OSError, nothing else.
    """
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return _by_magic(head, extension, open) or _by_text(head, extension)


def _by_magic(head: bytes, extension: str, opener: Callable[[], BinaryIO]) -> str | None:
    if head.startswith(_ZIP_STARTS):
        return _zip_kind(head, extension, opener)
    if head.startswith(compound.MAGIC):
        return _ole_kind(extension, opener)
    kind = next((kind for at, magic, kind in _PLACED if head[at:].startswith(magic)), None)
    if kind is None and b"%PDF-" in head[:1024]:
        return PDF
    if kind is None and head.startswith(b"0") and 2 <= head.find(b"\x06\x09" + CMS) <= 6:
        return SIGNED
    if kind == "image/bmp" and head[6:10] != bytes(4):
        return None
    return TAR if kind is None and is_tar(head) else kind


def is_tar(head: bytes) -> bool:
    """Tell whether the first 512 bytes are the head of a tar: old ones show it by the sum of their bytes alone."""
    if head[257:262] == b"ustar":
        return True
    told = head[148:156].strip(b" \0")
    if len(head) < _TAR_HEAD or not told or told.strip(b"01234567") or not head[:1].strip(b"\0"):
        return False
    return int(told, 8) == sum(head[:148]) + 8 * 0x20 + sum(head[156:_TAR_HEAD])


def _zip_kind(head: bytes, extension: str, opener: Callable[[], BinaryIO]) -> str:
    try:
        with opener() as stream:
            directory = directory_size(stream)
            if directory is None or directory[0] > _LARGEST_DIRECTORY:
                return _damaged_zip_kind(head, extension)
            with zipfile.ZipFile(stream) as archive:
                names = set(archive.namelist())
                if (kind := _declared(archive)) is not None:
                    return kind
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive is judged later, by its reader
        return _damaged_zip_kind(head, extension)
    if "[Content_Types].xml" not in names:
        return _promised(extension) or ZIP  # whatever members say that are laid in as they are
    return next((kind for part, kind in _FIRST_PARTS if any(n.startswith(part) for n in names)), ZIP)


def _declared(archive: zipfile.ZipFile) -> str | None:
    """Give the kind that OpenDocument and EPUB files write, stored, into their part `mimetype`."""
    info = archive.NameToInfo.get("mimetype")
    if info is None or info.file_size > 200 or info.compress_type != zipfile.ZIP_STORED:
        return None
    kind = archive.read(info).decode("ascii", "replace").strip().removesuffix("-template")
    return kind if kind in {ODT, ODS, ODP, "application/epub+zip"} else None


def _damaged_zip_kind(head: bytes, extension: str) -> str:
    if (promised := _promised(extension)) is not None:
        return promised
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head:
        return next((kind for part, kind in _FIRST_PARTS if part.encode() in head), ZIP)
    return ZIP


def _promised(extension: str) -> str | None:
    promised = by_extension(extension)
    return promised if promised in {DOCX, XLSX, XLSB, PPTX, ODT, ODS, ODP} else None


def _ole_kind(extension: str, opener: Callable[[], BinaryIO]) -> str:
    with opener() as stream:
        names = compound.names(stream)
    if "EncryptedPackage" in names:
        promised = by_extension(extension)
        return promised if promised in OOXML else LOCKED
    kinds = (
        ("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT),
        ("__properties_version1.0", MSG),
    )  # fmt: skip
    return next((kind for name, kind in kinds if name in names), OLE)


def _by_text(head: bytes, extension: str) -> str:
    if _SHORTCUT.match(head) or (extension in EXTENSIONS[SHORTCUT] and _PLACEHOLDER.search(head)):
        return SHORTCUT
    if encoding.is_binary(head) or (by_extension(extension) in _ARCHIVES and not encoding.is_plain(head)):
        return OCTETS  # of an archive that lost its first bytes, chance leaves few control characters
    return _by_markup(head.removeprefix(b"\xef\xbb\xbf"), extension) or _table_kind(encoding.decode(head), extension)


def _by_markup(head: bytes, extension: str) -> str | None:
    promised = by_extension(extension)
    if b"endobj" in head and b"<<" in head and extension not in _TEXT_EXTENSIONS:
        return PDF  # its first bytes are damaged
    if _is_mail(head, promised):
        return MBOX if head.startswith(b"From ") and promised != EML else EML
    if promised != MARKDOWN and _HTML.match(head):
        return HTML
    if head.lstrip().startswith(b"<?xml") or (promised == XML and head.lstrip().startswith(b"<")):
        return "image/svg+xml" if b"<svg" in head else XML
    return promised if promised in _TEXTS - {CSV, TEXT} else None


def _table_kind(text: str, extension: str) -> str:
    if extension in {"tsv", "tab"}:
        return TSV
    if extension == "csv":
        return CSV
    if extension in EXTENSIONS[TEXT]:
        return TEXT
    lines = [line for line in (text.splitlines()[:-1] or text.splitlines()) if line.strip()][:40]
    for separator, kind in (("\t", TSV), (";", CSV)):
        counts = [line.count(separator) for line in lines]
        usual = max(counts, key=counts.count, default=0)
        if usual and counts.count(usual) * 2 > len(lines):
            return kind
    return TEXT


def _is_mail(head: bytes, promised: str | None) -> bool:
    head = head.lstrip()  # some programs leave lines before the first header
    if not _MAIL.match(head):
        return False
    block, *rest = re.split(rb"\r?\n\r?\n", head, maxsplit=1)
    lines = block.splitlines()
    if not rest and len(head) >= HEAD // 2:
        lines.pop()  # long headers go on beyond what is looked at
    found = set()
    for line in lines:
        if line[:1] in b" \t" or line.startswith(b"From "):
            continue
        name, colon, _ = line.partition(b":")
        if not colon or b" " in name.strip():
            return False
        found.add(name.strip().lower())
    return len(found & _MAIL_NAMES) >= 3 or (promised == EML and bool(found))
