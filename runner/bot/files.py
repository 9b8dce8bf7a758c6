"""Files that several processes share and that survive a crash: locked, and replaced as a whole."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

PRIVATE = 0o600


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold an exclusive lock. The lock of a process that dies is released."""
    make_folder(file.parent)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def replace(file: Path, content: bytes) -> None:
    """Replace a file's content atomically and durably. The caller holds the lock."""
    draft = file.with_name(f"{file.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(descriptor)
    draft.replace(file)
    sync_folder(file.parent)


def remove(file: Path) -> None:
    """Delete a file durably."""
    file.unlink(missing_ok=True)
    sync_folder(file.parent)


def make_folder(folder: Path) -> None:
    """Create a folder that only its owner can read."""
    if not folder.is_dir():
        folder.mkdir(0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
