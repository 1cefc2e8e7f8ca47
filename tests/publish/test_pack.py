import os
import time
import zipfile
from pathlib import Path

from carrel.publish import builder, pack
from made_lists import contents, write, write_list


def built(root: Path) -> Path:
    """Return a list whose site is built."""
    builder.build_site(write_list(root), date=None)
    return root


def test_the_archive_holds_the_site_in_one_folder(tmp_path: Path) -> None:
    """Unpacked it is the site, to the byte, in a folder named after it."""
    root = built(tmp_path / "list")
    assert pack.pack_site(root, tmp_path / "x.zip") == []
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        archive.extractall(tmp_path / "out")
    assert contents(tmp_path / "out" / "a-small-list") == contents(root / "site")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a-small-list"]


def test_the_same_site_gives_the_same_archive(tmp_path: Path) -> None:
    """Whenever and wherever it was built, and whatever the dates and modes of its files are."""
    one, other = built(tmp_path / "one"), built(tmp_path / "other")
    for path in (other / "site").rglob("*"):
        os.utime(path, (time.time() + 100_000, time.time() + 100_000))
        path.chmod(0o700)
    pack.pack_site(one, tmp_path / "one.zip")
    pack.pack_site(other, tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_the_archive_may_stand_in_the_site(tmp_path: Path) -> None:
    """So that the site can offer itself; the archive does not hold itself, however often it is made."""
    root = built(tmp_path)
    archive = root / "site" / "site.zip"
    pack.pack_site(root, archive)
    first = archive.read_bytes()
    pack.pack_site(root, archive)
    assert archive.read_bytes() == first
    assert "a-small-list/site.zip" not in zipfile.ZipFile(archive).namelist()


def test_files_unpack_with_plain_modes(tmp_path: Path) -> None:
    """Everybody may read what is unpacked."""
    write(tmp_path / "site" / "b.html", "b")
    write(tmp_path / "site" / "a" / "ü.html", "a")
    pack.pack_folder(tmp_path / "site", tmp_path / "x.zip", "name")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["name/a/ü.html", "name/b.html"]
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_a_site_that_a_kill_left_aside_is_packed(tmp_path: Path) -> None:
    """It is put back into its place first."""
    root = built(tmp_path / "list")
    (root / "site").rename(root / ".carrel" / ".site.old")
    assert pack.pack_site(root, tmp_path / "x.zip") == []
    assert (root / "site" / "index.html").is_file()


def test_without_a_site_there_is_nothing_to_pack(tmp_path: Path) -> None:
    """The line says what to do first."""
    root = write_list(tmp_path / "list")
    [problem] = pack.pack_site(root, tmp_path / "x.zip")
    assert str(problem) == "site: error: there is no site to pack; build it first"
    assert not (tmp_path / "x.zip").exists()


def test_an_archive_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """A folder that is not there, say."""
    root = built(tmp_path / "list")
    [problem] = pack.pack_site(root, tmp_path / "nowhere" / "x.zip")
    assert str(problem) == "x.zip: error: cannot be written: No such file or directory"
