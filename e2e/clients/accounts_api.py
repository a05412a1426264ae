"""A client of the Accounts API as programs already have it: only the URL and the token are Ballast's.

Standard library alone. Run as a program it walks through every operation with one account and prints what it got:

    python3 accounts_api.py URL TOKEN EXCHANGE API_KEY API_SECRET PAIR
"""

import json
import sys
from urllib import error, parse, request


class NoRedirect(request.HTTPRedirectHandler):
    """A redirect would turn a POST into a GET: it has to be an error."""

    def redirect_request(self, *args, **kwargs):
        return None


class AccountsApi:
    def __init__(self, base_url, token):
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._opener = request.build_opener(NoRedirect)

    def balances(self, account_names=None, exchange_names=None):
        return self._call("GET", "/api/balances/", query={
            "account_names": ",".join(account_names or []) or None,
            "exchange_names": ",".join(exchange_names or []) or None,
        })

    def cached_balances(self, account_names=None):
        return self._call("GET", "/internal/sor/get_cached_account_balance", query={
            "account_names": ",".join(account_names or []) or None,
        })

    def accounts(self, include_archived=False):
        return self._call("GET", "/api/accounts/", query={"include_archived": str(include_archived).lower()})

    def create_account(self, **fields):
        return self._call("POST", "/api/accounts/", body=fields)

    def update_account(self, **fields):
        return self._call("PUT", "/api/accounts/", body=fields)

    def archive_account(self, name):
        return self._call("DELETE", "/api/accounts/", body={"name": name})

    def set_leverage(self, account_ids, pair, leverage):
        return self._call("POST", "/api/set_leverage/", body={
            "account_ids": account_ids, "pair": pair, "leverage": str(leverage),
        })

    def _call(self, method, path, query=None, body=None):
        url = self._base_url + path
        sent = {name: value for name, value in (query or {}).items() if value is not None}
        if sent:
            url += "?" + parse.urlencode(sent)
        headers = {"Authorization": "Token " + self._token, "Accept": "application/json"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        try:
            with self._opener.open(request.Request(url, data=data, headers=headers, method=method), timeout=60) as answer:
                return json.load(answer)
        except error.HTTPError as refusal:
            return self._refused(refusal)

    @staticmethod
    def _refused(refusal):
        text = refusal.read().decode()
        try:
            said = json.loads(text)
        except ValueError:
            raise RuntimeError(f"{refusal.code}: {text[:200]}") from None
        why = said.get("error") or said.get("message") or "; ".join(said.get("errors", []))
        raise RuntimeError(f"{refusal.code}: {why}") from None


def main(url, token, exchange, api_key, api_secret, pair):
    api = AccountsApi(url, token)
    seen = {}
    seen["created"] = api.create_account(
        name="From Python", exchange=exchange, api_key=api_key, api_secret=api_secret,
        credential_options={"default": True}, margin_mode="CROSS", password=None, vault_address="", strategy_id=42,
    )
    seen["accounts"] = api.accounts()
    seen["balances"] = api.balances(account_names=["From Python"], exchange_names=[exchange.upper()])
    seen["cached"] = api.cached_balances(["From Python"])
    seen["leverage"] = api.set_leverage([seen["created"]["id"]], pair, 7)
    seen["updated"] = api.update_account(id=seen["created"]["id"], new_name="From Python, renamed")
    try:
        api.balances(account_names=["From Python"])
    except RuntimeError as refusal:
        seen["refused"] = str(refusal)
    seen["archived"] = api.archive_account("From Python, renamed")
    seen["all"] = api.accounts(include_archived=True)
    print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
