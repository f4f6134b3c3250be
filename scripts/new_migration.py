"""Write a migration for what changed in the models: `python scripts/new_migration.py REVISION "what changes"`.

Builds a fresh SQLite database at the newest revision, compares it with the models and writes the difference to
`storage/migrations/versions`. Read the file, then raise HEAD in `storage/migrate.py`.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from plumbline.cli.metadata import METADATA
from plumbline.storage import migrate


async def main(revision: str, message: str) -> None:
    """Write the migration and print its path."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'new.db'}"
        if revision != migrate.HEAD:
            await migrate.upgrade(url)
        print(await migrate.write_revision(url, METADATA, message=message, revision=revision))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    asyncio.run(main(*sys.argv[1:]))
