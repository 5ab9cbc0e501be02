"""`portal schema`: JSON Schemas of the records, from the models, for editors that complete and underline."""

from __future__ import annotations

import argparse
import json

from nhandao.records.address import Address
from nhandao.records.allotment import Allotment
from nhandao.records.campaign import Campaign
from nhandao.records.drive import Drive
from nhandao.records.lines import Handover, Pledge, Receipt
from nhandao.records.organisation import Organisation
from nhandao.records.record import Record
from nhandao.records.submission import Submission
from nhandao.records.units import Units
from scripts import arguments
from scripts.folders import DATA
from scripts.messages import Stop, number_text, text

FOLDER = DATA / "schema"
MODELS: dict[str, type[Record]] = {
    "address": Address,
    "campaign": Campaign,
    "drive": Drive,
    "handover": Handover,
    "organisation": Organisation,
    "pledge": Pledge,
    "receipt": Receipt,
    "submission": Submission,
    "target": Allotment,
    "units": Units,
}


def run(options: argparse.Namespace) -> int:
    texts = {name: schema_text(model) for name, model in MODELS.items()}
    if options.check:
        stale = [name for name, wanted in texts.items() if _written(name) != wanted]
        if stale:
            raise Stop(1, "schemas-stale", names=", ".join(stale))
        print(text("schemas-fit", options.lang))
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, wanted in texts.items():
        (FOLDER / f"{name}.json").write_text(wanted, encoding="utf-8", newline="\n")
    print(
        text("schemas-written", options.lang, count=number_text(len(texts), options.lang), out=arguments.shown(FOLDER))
    )
    return 0


def schema_text(model: type[Record]) -> str:
    """JSON Schema of a record as text, the same for the same models."""
    schema = {"$schema": "http://json-schema.org/draft-07/schema#"} | model.model_json_schema(by_alias=True)
    # Draft 7, which editors' YAML servers read best, keeps its definitions under another name.
    written = json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True)
    return written.replace('"$defs"', '"definitions"').replace("#/$defs/", "#/definitions/") + "\n"


def _written(name: str) -> str:
    try:
        return (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    except OSError:
        return ""
