"""Data folders drawn by a seed, crowded with what the sample has little of: corrections, duplicates, refusals, ends and
beginnings on the first and last days of periods. Everything in them is fictional."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

from nhandao.records.address import CATEGORIES, HELP_FORMS
from nhandao.records.codes import codes
from tests import tree

EDGES = tuple(
    date.fromisoformat(text)
    for text in (
        *("2022-11-01", "2022-11-24", "2022-11-25", "2023-01-10", "2023-02-24", "2023-02-25", "2023-04-01"),
        *("2023-05-24", "2023-05-25", "2023-07-01", "2023-07-26", "2023-08-02", "2023-08-24", "2023-08-25"),
        *("2023-10-30", "2023-10-31", "2023-11-01", "2023-11-24"),
    )
)
"""Days on either side of the ends of periods, of the day of the report, and of 90 days before it."""

COMMUNES = ("25195", "25198", "25216", "25217")
UNITS = """
# units/2023.yaml
epoch: "2023"
valid_from: 2022-10-01
valid_to: 2025-06-30
source: mẫu
provinces: [{code: "70", name: Tỉnh Bình Phước, valid_from: 2022-10-01}]
districts:
  - code: "688"
    name: Thị xã Phước Long
    type: thi_xa
    slug: thi-xa-phuoc-long
    communes:
      - {code: "25216", name: Phường Thác Mơ, type: phuong, slug: 25216-thac-mo}
      - {code: "25217", name: Phường Tân Thạnh, type: phuong, slug: 25217-tan-thanh}
  - code: "689"
    name: Thành phố Đồng Xoài
    type: thanh_pho
    slug: thanh-pho-dong-xoai
    communes:
      - {code: "25195", name: Xã Tân Thành, type: xa, slug: 25195-tan-thanh}
      - {code: "25198", name: Phường Tân Đồng, type: phuong, slug: 25198-tan-dong}
"""
FUNDS = ("QC23A0001E", "QC23A0002C")
NAMES = ("Trần Văn Mẫu", "TRẦN  VĂN MẬU", "Lê Thị Mẫu", "Cô Mẫu")  # the first two are one name once folded


class Drawing:
    """One folder's documents, with what the next ones need to know of them."""

    def __init__(self, seed: int, addresses: int, lines: int) -> None:
        self.dice = Random(seed)
        self.text = UNITS
        self.number = 0
        self.bodies: dict[str, list[str]] = {}  # ids of leaders, by body
        self.accounts: dict[str, date] = {}  # first day on which something may be given, by address
        self.pledges = codes("CK", 2023)
        self._organisations()
        for code, _ in zip(codes("DC", 2023), range(addresses), strict=False):
            if code not in tree.ADDRESS:
                self._address(code)
        for _ in range(lines):
            self.dice.choice((self._pledge, self._receipt, self._receipt, self._handover, self._handover))()
        self._submissions()
        self._allotment()

    def chance(self, percent: int) -> bool:
        return self.dice.randrange(100) < percent

    def day(self, least: date = EDGES[0]) -> date:
        return self.dice.choice([day for day in EDGES if day >= least] or [least])

    def document(self, path: str, *fields: str) -> None:
        self.text += f"\n# {path}\n" + "\n".join(field for field in fields if field) + "\n"

    def until(self, since: date, percent: int) -> str:
        end = self.day(since + timedelta(days=1))
        return f"until: {end}" if self.chance(percent) else ""

    def _organisations(self) -> None:
        every = [("commune_body", f"ban-{code}-{number}", "commune", code) for code in COMMUNES for number in (1, 2)]
        every += [("branch", f"chi-hoi-{code}", "hamlet", code) for code in COMMUNES]
        every += [("member_body", f"phong-{code}", "district", code) for code in ("688", "689")]
        every += [("member_body", f"so-{number}", "province", "") for number in (1, 2, 3)]
        every += [("school", f"truong-{number}", "province", "") for number in (1, 2)]
        every += [("enterprise", "cong-ty", "outside", ""), ("chapter", "hoi-dong-xoai", "district", "689")]
        for school in ("truong-1", "truong-2"):
            every += [("school_body", f"{school}-doi-{number}", "province", school) for number in (1, 2, 3)]
        for kind, identity, level, place in every:
            since = self.day() if self.chance(30) else date(2022, 1, 1)
            leaders = []
            for number, role in enumerate(("head", "party_leader", "government_leader", "honorary_president")):
                if self.chance(50):
                    start = self.day() if self.chance(40) else since
                    leaders.append(f"  - {{id: chuc-{number}, position: Chức {number}, kind: {role}, since: {start}")
                    leaders[-1] += f", {end}}}" if (end := self.until(start, 25)) else "}"
            self.bodies[identity] = [line.split("id: ")[1].split(",")[0] for line in leaders]
            plan = f"plan: {{on: {self.day()}, document: KH, directs_branches: {self.yes(70)}}}"
            where = {
                3: f'district: "{place}"',
                5: f'district: "{"688" if place > "25200" else "689"}"\nunit: "{place}"',
            }
            self.document(
                f"organisations/{kind}/{identity}.yaml",
                f"id: {identity}\nkind: {kind}\nname: Tổ chức {identity} (mẫu)\nlevel: {level}\nepoch: '2023'",
                where.get(len(place), ""),
                f"part_of: {place}" if kind == "school_body" else "",
                f"committee_member: {self.yes(90)}" if kind == "member_body" else "",
                plan if kind == "member_body" and self.chance(70) else "",
                ("leaders:\n" + "\n".join(leaders)) if leaders else "",
                f"since: {since}",
                self.until(since, 20),
            )

    def yes(self, percent: int) -> str:
        return "true" if self.chance(percent) else "false"

    def _address(self, code: str) -> None:
        days = sorted(self.day() for _ in range(5))
        steps = self.dice.choice((0, 1, 2, 3, 3, 3, 3, 4, 4))
        survey, dossier, approved, introduced, finished = days
        more = [f"dossier: {{on: {dossier}, reference: HS}}"] if steps > 0 else []
        more += [f"approved: {{on: {approved}, by: Hội, document: QĐ}}"] if steps > 1 else []
        if steps > 2:
            answered = f", answered_on: {self.day(introduced)}" if self.chance(50) else ""
            more.append(f"introduced: {{on: {introduced}, inhandao_id: MAU-{code}{answered}}}")
        if steps > 3:
            reason = self.dice.choice(("graduated", "completed", "moved", "died"))
            more.append(f"finished: {{on: {finished}, reason: {reason}, outcome: Kết quả chung của địa chỉ mẫu này}}")
        if self.chance(12):
            more.append(f"rejected: {{on: {self.day(survey)}, reason: không đủ điều kiện}}")
        if self.chance(12):
            halt = self.day(survey)
            more.append(f"suspended: {{on: {halt}, reason: kiểm tra lại")
            more[-1] += f", {end}}}" if (end := self.until(halt, 50)) else "}"
        if self.accounts and self.chance(12):
            more.append(f"duplicate_of: {self.dice.choice(sorted(self.accounts))}")
        child = self.chance(30)
        givers = ("representative", "child") if child else ("self",)
        consents = [f"  - {{scopes: [publish], by: {giver}, on: 2022-10-01" for giver in givers]
        if self.chance(25):
            back = self.day(survey + timedelta(days=1))
            consents[-1] += f", withdrawn_on: {back}"
            if self.chance(40):
                consents.append(f"  - {{scopes: [publish], by: {givers[-1]}, on: {self.day(back)}")
        elif self.chance(10):
            consents[-1] += f", expires_on: {self.day(survey + timedelta(days=1))}"
        band = "7_to_15" if child else "60_up"
        self.document(
            f"addresses/2023/{code}.yaml",
            f'code: {code}\nepoch: "2023"\nunit: "{self.dice.choice(COMMUNES)}"\nkind: individual\ndisplay_name: Mẫu',
            f"people: [{{age_band: {band}, count: 1}}]\ntitle: Địa chỉ mẫu để đếm lại các bảng",
            "summary: Địa chỉ mẫu, không có thật, chỉ để đếm lại các bảng của báo cáo.",
            f"story: {'Địa chỉ mẫu, không có thật. ' * 5}",
            f"categories: [{', '.join(self.dice.sample(CATEGORIES, 2))}]",
            "unsupported_check: {on: 2022-10-01, by: Hội}",
            "needs:\n  - {form: capital, what: Vốn mẫu, quantity: 2, unit: phần, unit_price_vnd: 4000000}",
            f"survey: {{on: {survey}, by: Hội}}",
            *more,
            "consents:\n" + "\n".join(f"{consent}}}" for consent in consents),
        )
        if steps > 1:
            self.accounts[code] = approved

    # --- lines -----------------------------------------------------------------------------------------------------

    def supporter(self) -> str:
        reporting = [one for one in sorted(self.bodies) if one.startswith(("so-", "truong-"))]
        body = self.dice.choice(reporting if self.chance(40) else sorted(self.bodies))
        leader = f", leader: {self.dice.choice(self.bodies[body])}" if self.bodies[body] and self.chance(50) else ""
        return self.dice.choice(
            (
                f"supporter: {{organisation: {body}, kind: organisation{leader}}}",
                f"supporter: {{organisation: {body}{leader}}}",
                f"supporter: {{name: {self.dice.choice(NAMES)}, visibility: name}}",
                f"supporter: {{name: {self.dice.choice(NAMES)}, kind: organisation, visibility: name_amount}}",
                "supporter: {visibility: anonymous}",
            )
        )

    def elsewhere(self, percent: int = 12) -> str:
        return "programme: khac\ncounted_here: false" if self.chance(percent) else ""

    def _place(self, funds: bool) -> tuple[str, date]:
        if funds and self.chance(20):
            return self.dice.choice(FUNDS), self.day()
        account = self.dice.choice(sorted(self.accounts))
        return account, self.day(self.accounts[account])

    def _pledge(self) -> None:
        reference = next(self.pledges)
        account, made = self._place(funds=True)
        answers = [self.dice.choice(("", f"accepted: {{on: {self.day(made)}}}"))]
        answers += [f"declined: {{on: {self.day(made)}}}"] if self.chance(15) else []
        answers += [f"cancelled: {{on: {self.day(made)}}}"] if self.chance(25) else []
        self.document(
            f"pledges/{made:%Y/%m}/{reference}.yaml",
            f"reference: {reference}\nmade_on: {made}\naccount: {account}",
            f"kind: {self.dice.choice(('cash', 'cash', 'in_kind', 'loan'))}\nvalue_vnd: 2000000",
            f"source: {self.dice.choice(('form', 'staff'))}",
            self.supporter(),
            f"solicited_by: {self.dice.choice(sorted(self.bodies))}" if self.chance(25) else "",
            self.elsewhere(),
            *answers,
        )

    def _receipt(self) -> None:
        account, on = self._place(funds=True)
        kind = self.dice.choice(("cash", "cash", "in_kind", "loan"))
        first = self.receipt(account, on, 3_000_000, f"kind: {kind}", self.supporter(), self.elsewhere())
        if kind == "cash" and self.chance(20):
            self.receipt(account, on, 60_000, f"fee_of: {first}")
        elif kind == "cash" and self.chance(20):
            # Surplus moved elsewhere, on a day from which the other account may hold money.
            other, when = self._place(funds=True)
            if other != account and when >= on:
                self.receipt(other, when, 500_000, f"moved_from: {account}")
        elif self.chance(40):
            self.corrections(3_000_000, on, lambda day, value: self._refund(first, account, day, value, kind))

    def _refund(self, first: str, account: str, on: date, value: int, kind: str) -> None:
        self.receipt(account, on, value, f"reverses: {first}\nkind: {kind}", self.supporter())

    def receipt(self, account: str, on: date, value: int, *more: str) -> str:
        self.number += 1
        self.document(
            f"receipts/{on:%Y/%m/%d}/cash-{self.number}.yaml",
            f"source: cash\npayment_id: '{self.number}'\non: {on}\naccount: {account}\nvalue_vnd: {value}",
            *more,
        )
        return f"cash-{self.number}"

    def corrections(self, value: int, on: date, write: Callable[[date, int], object]) -> None:
        """Half, then perhaps the other half, or all at once; on the same day, later, or in a later quarter."""
        first, second = sorted((self.day(on), self.day(on)))
        match self.dice.randrange(3):
            case 0:
                write(first, value)
            case 1:
                write(first, value // 2)
            case 2:
                write(first, value // 2)
                write(second, value - value // 2)

    def _handover(self) -> None:
        account, on = self._place(funds=False)
        kind = self.dice.choice(("cash", "in_kind", "labour", "service", "loan"))
        funded = self.dice.choice(("receipts", "supporter"))
        more = [self.supporter(), self.elsewhere(), f"regular: {self.yes(40)}"]
        more.append(f"given_by: {self.dice.choice(('society', 'mobilised'))}")
        if funded == "receipts":
            payer = self.dice.choice((account, account, *FUNDS))
            self.receipt(payer, on, 1_000_000, f"kind: {kind}")
            more.append(f"paid_from: {payer}" if payer in FUNDS else "")
        form = self.dice.choice(HELP_FORMS)
        first = self.handover(account, on, 1_000_000, kind, funded, f"form: {form}", *more)
        if self.chance(45):
            again = f"form: {self.dice.choice(HELP_FORMS)}"
            paid = next((one for one in more if one.startswith("paid_from")), "")
            self.corrections(
                1_000_000,
                on,
                lambda day, value: self.handover(account, day, value, kind, funded, again, f"reverses: {first}", paid),
            )

    def handover(self, account: str, on: date, value: int, kind: str, funded: str, *more: str) -> str:
        self.number += 1
        self.document(
            f"handovers/{on:%Y/%m/%d}/giao-{self.number}.yaml",
            f"id: giao-{self.number}\non: {on}\naccount: {account}\nkind: {kind}\nvalue_vnd: {value}",
            f"funded_by: {funded}\nevidence: BB\nhanded_by: hoi-phuoc-long",
            f"days: {value // 250_000}" if kind == "labour" else "",
            *more,
        )
        return f"giao-{self.number}"

    def _allotment(self) -> None:
        self.document(
            "targets/2023.yaml",
            "year: 2023\ndecided_on: 2022-12-15\ndocument: KH-GIAO",
            'communes: [{epoch: "2023", unit: "25216", new_addresses: 4}]',
            "schools: [{school: truong-1, addresses: 3}]",
        )

    def _submissions(self) -> None:
        ends = {"2023Q1": "02-24", "2023Q2": "05-24", "2023H1": "05-24", "2023Q3": "08-24"}
        for period, end in ends.items():
            for body in ("hoi-phuoc-long", "hoi-dong-xoai", "truong-1", "truong-2", "so-1", "so-2", "so-3"):
                if self.chance(50) or (body.startswith("so") and period != "2023H1"):
                    continue
                # The first day on which it may be there, the last in time, the day after, and long after.
                later = self.dice.choice((1, 5, 6, 14, 15, 160, 161))
                on = date.fromisoformat(f"2023-{end}") + timedelta(days=later)
                figures = (
                    f"  own_survey: {self.yes(50)}\n  addresses_helped: 4\n  helped_regular: 1\n  helped_once: 3\n"
                )
                figures += "  times: 9\n  cash_vnd: 5000000\n  in_kind_vnd: 1\n  labour_vnd: 2\n  service_vnd: 3\n"
                figures += "  loans_vnd: 4\n  supporters_organisations: 5\n  supporters_individuals: 6"
                self.document(
                    f"submissions/2023/{period}-{body}.yaml",
                    f"organisation: {body}\nperiod: {period}\non: {on}",
                    f"figures:\n{figures}" if body.startswith("so") else "",
                )


def write(folder: Path, seed: int, addresses: int = 30, lines: int = 90) -> Path:
    """A folder without problems, the same for the same seed. Half of them answer the plan's ambiguities otherwise."""
    drawing = Drawing(seed, addresses, lines)
    tree.write(folder, drawing.text)
    answers = (
        ""
        if seed % 2
        else (
            "answers: {new_address: first_helped, helped_denominator: made_in_period, connected: answered, "
            "provincial_leaders: true, direction_needed: false}\n"
        )
    )
    fund = "  - {code: QC23A0002C, name: Quỹ khác, purpose: Nhà ở và sinh kế}\n"
    settings = f'{fund}many_difficulties: [{{epoch: "2023", unit: "25217"}}]\n{answers}'
    tree.replace(folder, "campaign.yaml", "labour_day_vnd", f"{settings}labour_day_vnd")
    return folder
