"""`portal init`: a new, empty data repository for a society, judged by `portal check` before it is there."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from nhandao.book.book import path_of
from nhandao.book.load import load
from nhandao.records import text as yaml_text
from nhandao.records.campaign import Campaign
from nhandao.records.canonical import canonical_text
from nhandao.records.problem import Problem
from scripts import arguments
from scripts.folders import ROOT
from scripts.messages import Stop, text
from scripts.sample.units import units
from scripts.schema import MODELS, schema_text
from scripts.staff.asking import asked, is_terminal
from scripts.staff.commit import Checkout
from scripts.staff.questions import QUESTIONS, Question, campaign, default, question_of

_FILES = Path(__file__).with_name("repository_files")
_TEMPLATES: Mapping[str, str] = {
    "README.md": "README.md",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "github.yml": ".github/workflows/nhandao.yml",
    "gitlab.yml": ".gitlab-ci.yml",
    "hooks/before.sh": "hooks/before.sh",
    "hooks/checkout.sh": "hooks/checkout.sh",
    "hooks/pre-receive": "hooks/pre-receive",
    "hooks/post-receive": "hooks/post-receive",
    "hooks/publish": "hooks/publish",
}
_PROGRAMS = ("hooks/pre-receive", "hooks/post-receive", "hooks/publish")
_REF = re.compile(r"(?!-)[A-Za-z0-9_./-]{1,100}")
_PROGRAM = re.compile(r"(?!-)[A-Za-z0-9_.:/@~+-]{3,200}")


def run(options: argparse.Namespace) -> int:
    folder = Path(options.folder)
    _is_free(folder)
    lang, today = options.lang, arguments.today()
    answers = _answers(options, today)
    made = _campaign(answers, lang, today)
    files = repository_files(made, answers)
    if options.dry_run:
        for path in sorted(files):
            print(path)
        print(text("would-commit", lang))
        return 0
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Made beside and moved when whole, so that there never is half a repository.
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        part.chmod(0o755)
        _fill(part, files)
        _, problems = load(part / "data")
        if problems:
            raise Stop(2, "not-a-record", problems="\n".join(problem.render(lang) for problem in problems))
        _commit(part, made, lang)
        if folder.exists():
            folder.rmdir()
        os.rename(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    print(text("repository-made", lang, folder=arguments.shown(folder), society=made.society.name))
    return 0


def repository_files(made: Campaign, answers: Mapping[str, str]) -> dict[str, bytes]:
    """All files of a new repository by their paths."""
    places = {
        "SOCIETY": made.society.name,
        "SITE_URL": answers["site_url"],
        "PROGRAM": answers["program"],
        "PROGRAM_REF": answers["program_ref"],
    }
    files = {}
    for source, path in _TEMPLATES.items():
        content = (_FILES / source).read_text(encoding="utf-8")
        files[path] = re.sub(r"@([A-Z_]+)@", lambda found: places[found[1]], content).encode()
    for record in (made, units("2023"), units("2025")):
        files[f"data/{path_of(record)}"] = canonical_text(type(record), record).encode()
    for name, model in MODELS.items():
        files[f"data/schema/{name}.json"] = schema_text(model).encode()
    return files


def _is_free(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Stop(1, "not-a-folder", path=folder)
    if folder.exists() and (held := sorted(entry.name for entry in folder.iterdir())):
        raise Stop(1, "foreign-files", path=folder, found=held[0])


# --- answers -----------------------------------------------------------------------------------------------------


def _answers(options: argparse.Namespace, today: date) -> dict[str, str]:
    """Answers of the options, else of the file, else asked for, else what is usual. Raises Stop."""
    given = _answers_in(Path(options.answers), options.lang) if options.answers is not None else {}
    given |= {q.name: getattr(options, q.name) for q in QUESTIONS if getattr(options, q.name) is not None}
    if (found := given.get("program")) is None and (found := _own_address()) is not None:
        given["program"] = found
    missing = [q for q in QUESTIONS if q.name not in given]
    for question in missing:
        usual = default(question, today)
        if is_terminal():
            given[question.name] = _ask(question, usual, options.lang)
        elif usual:
            given[question.name] = usual
        else:
            named = "\n".join(
                f"  {_option(q)}: {text(f'init-{q.name}', options.lang)}" for q in missing if not default(q, today)
            )
            raise Stop(1, "answers-missing", missing=named)
    return given


def _answers_in(path: Path, lang: str) -> dict[str, str]:
    if not path.is_file():
        raise Stop(1, "no-such-file", path=path)
    read = yaml_text.decode(path.read_bytes(), str(path))
    values = read if isinstance(read, Problem) else yaml_text.parse(read, str(path))
    if isinstance(values, Problem):
        raise Stop(1, "not-a-record", problems=values.render(lang))
    known = [question.name for question in QUESTIONS]
    wrong = [name for name in values if name not in known] if isinstance(values, dict) else []
    if not isinstance(values, dict) or wrong or not all(isinstance(value, str) for value in values.values()):
        raise Stop(1, "answers-wrong", path=path, found=wrong[0] if wrong else "-", known=", ".join(known))
    return values


def _own_address() -> str | None:
    """Where this program was cloned from, without what may be secret in it."""
    asked_git = subprocess.run(
        ["git", "-C", str(ROOT), "config", "--get", "remote.origin.url"], capture_output=True, text=True
    )
    found = re.sub(r"://[^/@]*@", "://", asked_git.stdout.strip())
    return found if "://" in found or re.match(r"[\w.-]+@[\w.-]+:", found) else None


def _ask(question: Question, usual: str, lang: str) -> str:
    prompt = text(f"init-{question.name}", lang)
    if not usual:
        return asked(f"{prompt}: ", lambda answer: True)
    print(f"{prompt} [{usual}]: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip() or usual


def _campaign(answers: dict[str, str], lang: str, today: date) -> Campaign:
    """The settings; a wrong answer is asked for again where somebody sits at the terminal. Raises Stop."""
    by_name = {question.name: question for question in QUESTIONS}
    while True:
        wrong: dict[Question, str] = {}
        try:
            answers["site_url"] = arguments.site_url(answers["site_url"], "--site-url")
        except Stop as stop:
            wrong[by_name["site_url"]] = stop.text(lang)
        for name, shape in (("program", _PROGRAM), ("program_ref", _REF)):
            if not shape.fullmatch(answers[name]):
                wrong[by_name[name]] = text("answer-shape", lang, found=answers[name])
        made = campaign(answers, today)
        for problem in made if isinstance(made, list) else ():
            question = question_of(problem)
            assert question is not None, problem
            wrong.setdefault(question, problem.message(lang))
        if not wrong:
            assert isinstance(made, Campaign)
            return made
        told = "\n".join(f"  {_option(question)}: {message}" for question, message in wrong.items())
        if not is_terminal():
            raise Stop(1, "answers-refused", problems=told)
        print(told, file=sys.stderr)
        for question in wrong:
            answers[question.name] = _ask(question, default(question, today), lang)


def _option(question: Question) -> str:
    return f"--{question.name.replace('_', '-')}"


# --- writing -----------------------------------------------------------------------------------------------------


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if path in _PROGRAMS:
            target.chmod(0o755)


def _commit(folder: Path, made: Campaign, lang: str) -> None:
    try:
        subprocess.run(
            ["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise Stop(2, "git-missing") from None
    except subprocess.CalledProcessError as error:
        raise Stop(2, "git-refused", problem=error.stderr.strip()) from None
    checkout = Checkout(folder)
    checkout.commit_all(f"Kho dữ liệu mới của {made.society.name}")
