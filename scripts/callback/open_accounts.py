"""Which addresses and funds take help on a day: the rule of the page itself, so that form and page never disagree."""

from __future__ import annotations

from datetime import date

from nhandao.book.book import Book
from nhandao.public.address_views import Context
from nhandao.public.views import AddressDetail
from scripts.callback.pledge_form import Account


class OpenAccounts:
    """Answers for one Book on one day; with new data or on another day, make another."""

    def __init__(self, book: Book, as_of: date) -> None:
        self._book = book
        self._context = Context(book, as_of)
        self._funds = {fund.code for fund in book.campaign.funds}

    def __call__(self, code: str) -> Account:
        """An address that was never public is unknown: nobody learns from the form that there is one."""
        if code in self._funds:
            return "open"
        address = self._book.addresses.get(code)
        view = self._context.view(address) if address is not None else None
        if view is None:
            return "unknown"
        return "open" if isinstance(view, AddressDetail) and view.giving_open else "closed"
