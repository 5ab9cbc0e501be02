from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhandao import store
from nhandao.public.views import PublicSite
from nhandao.site import engine, urls
from nhandao.site.engine import BuildError
from tests.site import made_up
from tests.site.building import ROOT, Bench, differences
from tests.site.made_up import address, finished, gone, public_site, small


def full(site: PublicSite, folder: Path) -> dict[str, bytes]:
    """What a build that knows nothing makes of a site."""
    fresh = Bench(folder)
    fresh.build(site)
    return fresh.tree()


NUMBERS = st.integers(0, 60)
STATES = st.fixed_dictionaries({
    "shown": st.lists(st.tuples(NUMBERS, st.booleans(), st.sampled_from(["", "Sửa", "Khác"])), max_size=40, unique_by=lambda item: item[0]),
    "finished": st.sets(NUMBERS, max_size=3),
    "gone": st.sets(NUMBERS, max_size=3),
    "day": st.integers(0, 1),
})  # fmt: skip


def site_of(state: dict[str, object]) -> PublicSite:
    taken: set[int] = set()

    def free(numbers: set[int]) -> list[int]:
        left = sorted(numbers - taken)
        taken.update(left)
        return left

    withdrawn = [gone(number) for number in free(state["gone"])]  # type: ignore[arg-type]
    ended = [finished(number) for number in free(state["finished"])]  # type: ignore[arg-type]
    shown = []
    for number, listed, title in state["shown"]:  # type: ignore[attr-defined]
        if number in taken:
            continue
        detail = address(number, listed=listed)
        shown.append(made_up.sealed(detail._replace(card=detail.card._replace(title=title or detail.card.title))))
    day = made_up.AS_OF.replace(day=30 + state["day"])  # type: ignore[operator]
    return small(public_site(shown, ended=ended, withdrawn=withdrawn, as_of=day))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STATES, min_size=2, max_size=4))
def test_building_after_any_edits_gives_what_a_fresh_build_gives(states: list[dict[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder, "kept"))
        for state in states:
            bench.build(site_of(state))
        assert differences(bench.tree(), full(site_of(states[-1]), Path(folder, "fresh"))) == []


def test_a_build_with_nothing_new_makes_and_writes_nothing(bench: Bench) -> None:
    site = small(public_site([address(number) for number in range(30)]))
    bench.build(site)
    before = {path: path.stat().st_mtime_ns for path in bench.out.rglob("*")}
    report = bench.build(site)
    assert (report.made, report.written, report.removed, report.full) == (0, 0, 0, False)
    assert {path: path.stat().st_mtime_ns for path in bench.out.rglob("*")} == before


def test_one_changed_address_leaves_the_other_pages_alone(bench: Bench) -> None:
    details = [address(number) for number in range(60)]
    bench.build(small(public_site(details)))
    details[30] = made_up.sealed(details[30]._replace(people=9))
    report = bench.build(small(public_site(details)))
    assert 0 < report.made < 40
    # The number of people is on the page of the address only.
    assert report.written == 1


def released(bench: Bench) -> dict[str, bytes]:
    return {path: content for path, content in bench.tree().items() if path.startswith("so-cai/phat-hanh/")}


def test_a_quick_build_leaves_the_release_for_the_next_which_then_equals_a_fresh_one(
    bench: Bench, tmp_path: Path
) -> None:
    one, two = address(1), address(2)
    bench.build(small(public_site([one, two])))
    first = released(bench)
    assert first
    other = made_up.sealed(
        two._replace(card=two.card._replace(title="Tên khác", waiting_days=two.card.waiting_days + 1))
    )
    changed = small(public_site([one, other]))
    bench.build(changed, quick=True)
    assert "Tên khác" in bench.text(other.card.url)
    assert released(bench) == first
    bench.build(changed)
    assert not differences(bench.tree(), full(changed, tmp_path / "fresh"))
    assert released(bench) != first


def test_a_quick_build_leaves_no_release_that_names_an_address_that_has_gone(bench: Bench) -> None:
    one, two = address(1), address(2)
    bench.build(small(public_site([one, two])))
    bench.build(small(public_site([one], withdrawn=[gone(2)])), quick=True)
    assert released(bench)
    assert not [path for path, content in released(bench).items() if two.card.code.encode() in content]


def test_a_quick_build_makes_a_release_that_the_cache_has_lost(bench: Bench) -> None:
    site = small(public_site([address(1)]))
    bench.build(site)
    before = released(bench)
    shutil.rmtree(bench.cache)
    bench.build(site, quick=True)
    assert released(bench) == before


@pytest.mark.parametrize("harm", ["deleted", "edited", "touched"])
def test_a_file_changed_by_hand_is_made_again(bench: Bench, harm: str) -> None:
    site = small(public_site([address(number) for number in range(3)]))
    bench.build(site)
    good = bench.tree()
    path = bench.out / "dia-chi/index.html"
    if harm == "deleted":
        path.unlink()
    elif harm == "edited":
        path.write_text("x")
    else:
        os.utime(path, ns=(1, 1))
    assert bench.build(site).made == 1
    assert differences(bench.tree(), good) == []


def test_an_interrupted_build_is_followed_by_a_full_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    old = small(public_site([address(number) for number in range(10)]))
    new = small(public_site([address(number) for number in range(5, 15)]))
    bench.build(old)
    calls = 0
    put = engine.put

    def failing(path: str, content: bytes) -> tuple[int, int, bool]:
        nonlocal calls
        calls += 1
        if calls == 8:
            Path(path).with_name(".half-written").write_bytes(content[:100])
            raise OSError("no space left")
        return put(path, content)

    monkeypatch.setattr(engine, "put", failing)
    with pytest.raises(OSError, match="no space left"):
        bench.build(new)
    monkeypatch.setattr(engine, "put", put)
    assert bench.build(new).full
    assert differences(bench.tree(), full(new, bench.folder / "fresh")) == []


@pytest.mark.parametrize("harm", ["cut", "changed", "deleted"])
def test_a_damaged_record_of_the_last_build_leads_to_a_full_build(
    bench: Bench, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.build(small(public_site([address(number) for number in range(10)])))
    (manifest,) = (bench.cache / "manifests").glob("*.manifest")
    content = manifest.read_bytes()
    if harm == "deleted":
        manifest.unlink()
    else:
        manifest.write_bytes(content[: len(content) // 2] if harm == "cut" else content.replace(b"dia-chi", b"dia-chx"))
    monkeypatch.setattr(store, "_kept", {})  # as in a process that has not read it before
    site = small(public_site([address(number) for number in range(3)]))
    report = bench.build(site)
    assert report.full
    assert report.removed > 0
    assert differences(bench.tree(), full(site, bench.folder / "fresh")) == []


def test_a_folder_with_other_things_in_it_is_not_touched(bench: Bench) -> None:
    bench.out.mkdir(parents=True)
    precious = bench.out / "luan-van.txt"
    precious.write_text("x")
    with pytest.raises(BuildError, match="thư mục"):
        bench.build(small(public_site([])))
    assert list(bench.out.iterdir()) == [precious]


def test_two_builds_never_write_into_one_folder_at_once(bench: Bench) -> None:
    site = small(public_site([address(1)]))
    bench.build(site)
    before = bench.tree()
    with FileLock(bench.out / engine.LOCK), pytest.raises(BuildError, match="lần dựng khác"):
        bench.build(small(public_site([address(2)])))
    assert differences(bench.tree(), before) == []
    assert bench.build(small(public_site([address(2)]))).written > 0


def test_the_output_may_be_a_checkout(bench: Bench) -> None:
    bench.build(small(public_site([])))
    (bench.out / ".git").mkdir()
    (bench.out / ".git/HEAD").write_text("x")
    for manifest in (bench.cache / "manifests").glob("*"):
        manifest.unlink()
    assert bench.build(small(public_site([]))).full
    assert (bench.out / ".git/HEAD").exists()


def test_two_pages_with_one_address_stop_the_build(bench: Bench) -> None:
    with pytest.raises(BuildError, match="dia-chi/DC23A00001"):
        bench.build(small(public_site([address(1)], withdrawn=[gone(1)])))
    assert not bench.out.exists()


def test_several_processes_write_what_one_writes(bench: Bench) -> None:
    site = public_site([address(number) for number in range(60)])
    bench.build(site, cores=3)
    assert differences(bench.tree(), full(site, bench.folder / "fresh")) == []


def test_an_error_in_another_process_ends_the_build(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "put", lambda path, content: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bench.build(small(public_site([])), cores=3)


BUILD_ELSEWHERE = """
import sys
from pathlib import Path
from tests.site.building import Bench
from tests.site.made_up import address, finished, gone, public_site
Bench(Path(sys.argv[1])).build(
    public_site([address(n) for n in range(30)], ended=[finished(90)], withdrawn=[gone(91)]), cores=int(sys.argv[2])
)
"""


def test_builds_are_the_same_byte_for_byte_whatever_the_machine_is_set_to(tmp_path: Path) -> None:
    trees = []
    for number, (seed, zone, language) in enumerate(
        [("0", "Asia/Ho_Chi_Minh", "C.UTF-8"), ("1", "America/Los_Angeles", "C"), ("7", "UTC", "POSIX")]
    ):
        folder = tmp_path / str(number)
        environment = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "LANG": language,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)]),
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-c", BUILD_ELSEWHERE, str(folder), str(number + 1)], check=True, env=environment, cwd=ROOT
        )
        trees.append(Bench(folder).tree())
    assert differences(trees[0], trees[1]) == []
    assert differences(trees[0], trees[2]) == []


def test_a_withdrawn_address_is_gone_everywhere(bench: Bench) -> None:
    details = [address(number, indexable=True) for number in range(30)]
    target = made_up.sealed(
        details[7]._replace(
            card=details[7].card._replace(title="Chị Rất Riêng", summary="Một câu rất riêng."),
            story_html="<p>Một chuyện rất riêng.</p>",
        )
    )
    details[7] = target
    bench.build(public_site(details))
    assert any("rất riêng".encode() in content.lower() for content in bench.tree().values())
    bench.build(public_site(details[:7] + details[8:], withdrawn=[gone(7)], formerly=[target]))
    for path, content in bench.tree().items():
        assert "rất riêng" not in content.decode(errors="ignore").lower(), path
        if path not in ("gone.txt", "gone.map", f"dia-chi/{target.card.code}/index.html"):
            assert target.card.code.encode() not in content, path
    code = target.card.code
    own = (urls.embed(code), *urls.files_of_address(code))
    assert bench.text("/gone.txt").split() == [target.card.url, *own]
    assert bench.text("/gone.map") == "".join(f"{url} 1;\n" for url in (target.card.url, *own))
    assert "rất riêng" not in "".join(
        path.read_text(errors="ignore").lower() for path in bench.cache.rglob("*") if path.is_file()
    )


def test_an_address_being_checked_does_not_answer_gone_for_good(bench: Bench) -> None:
    bench.build(small(public_site([], withdrawn=[gone(1, "check")])))
    assert bench.has(gone(1).url)
    assert bench.text("/gone.txt") == ""
