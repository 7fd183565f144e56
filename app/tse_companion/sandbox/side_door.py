"""The control side over HTTP, below ``/sandbox``: for people and programs that practise.

It is no part of the imitated service. It answers callers on this machine, and others only with
``Authorization: Bearer <api_secret>``. What a browser sends on behalf of some page is refused.
All paths and bodies are in the README of this package.
"""

from __future__ import annotations

import base64
import dataclasses
import ipaddress
import json
import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tse_companion.domain.models import TssState
from tse_companion.sandbox import scenarios, switches
from tse_companion.sandbox.control import Control
from tse_companion.sandbox.faults import ANY, Fault
from tse_companion.sandbox.identity import same
from tse_companion.sandbox.knock import CONTROL, Knock
from tse_companion.sandbox.signde.conditions import EVERYWHERE
from tse_companion.sandbox.signde.errors import Answer
from tse_companion.sandbox.views import TssView

Body = dict[str, Any]
_CHANGES = {
    "state": typing.Literal["DEFECTIVE", "DELETED", "EVICTED"],
    "pin": typing.Literal["blocked"],
    "certificate": typing.Literal["expired"],
}
_FAULT = {
    **{k: v for k, v in typing.get_type_hints(Fault).items() if k not in ("skip", "left", "id")},
    "nth": int,
    "times": int | None,
}


class _Refused(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class _Door:
    method: str
    path: re.Pattern[str]
    open: Callable[..., Any]


class SideDoor:
    """Answers requests to the control side. Use it in the state's own thread."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._doors = tuple(
            _Door(method, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", CONTROL + path)), open_)
            for method, path, open_ in (
                ("GET", "", self._overview),
                ("POST", "/reset", self._reset),
                ("GET", "/scenarios", self._scenarios),
                ("POST", "/scenarios", self._start_scenario),
                ("GET", "/faults", self._faults),
                ("POST", "/faults", self._add_fault),
                ("DELETE", "/faults", self._clear_faults),
                ("DELETE", "/faults/{number}", self._clear_fault),
                ("GET", "/clock", self._clock),
                ("POST", "/clock", self._move_clock),
                ("GET", "/habits", lambda: switches.shown(control.habits)),
                ("PATCH", "/habits", lambda body: self._turn(control.habits, body)),
                ("GET", "/limits", lambda: switches.shown(control.limits)),
                ("PATCH", "/limits", lambda body: self._turn(control.limits, body)),
                ("GET", "/conditions", lambda: switches.shown(control.conditions)),
                ("PATCH", "/conditions", lambda body: self._turn(control.conditions, body)),
                ("POST", "/maintenance", self._maintain),
                ("POST", "/clean-up", lambda body: {"deleted": control.clean_up()}),
                ("POST", "/revoke-tokens", lambda body: control.revoke_tokens()),
                ("GET", "/tss", self._all_tss),
                ("GET", "/tss/{tss_id}", self._tss),
                ("PATCH", "/tss/{tss_id}", self._change_tss),
                ("GET", "/tss/{tss_id}/log", self._log),
                ("GET", "/requests", self._requests),
            )
        )

    def answer(self, knock: Knock) -> Answer:
        """The answer to this request: a document, or ``{"error": …}``."""
        try:
            self._check_caller(knock)
            return Answer(200, self._open(knock) or {})
        except _Refused as refusal:
            return Answer(refusal.status, {"error": refusal.message})
        except ValueError as problem:  # WrongSwitch and UnknownScenario among them
            return Answer(400, {"error": str(problem)})
        except KeyError as problem:
            return Answer(404, {"error": f"there is no {problem.args[0]}"})

    def _check_caller(self, knock: Knock) -> None:
        secret = knock.headers.get("authorization", "").removeprefix("Bearer ")
        if same(secret, self._control.accounts["own"].api_secret):
            return
        host = knock.headers.get("host", "")
        is_here = knock.peer is None or _is_loopback(knock.peer)
        if "origin" in knock.headers or not (is_here and _is_local_name(host)):
            raise _Refused(403, "the control side is for this machine, or for the API secret")

    def _open(self, knock: Knock) -> Mapping[str, Any] | None:
        found = [(hit, d) for d in self._doors if (hit := d.path.fullmatch(knock.path))]
        if not found:
            raise _Refused(404, "there is nothing at this path")
        for hit, door in found:
            if door.method == knock.method:
                more = {} if knock.method in ("GET", "DELETE") else {"body": _body(knock)}
                answer: Mapping[str, Any] | None = door.open(**hit.groupdict(), **more)
                return answer
        raise _Refused(405, "this path does not take that method")

    # --- the whole ---------------------------------------------------------------------------

    def _overview(self) -> Body:
        control = self._control
        return {
            "is": "the TSE Companion sandbox: an imitation, and no certified device",
            "now": control.clock.time(),
            "accounts": [dataclasses.asdict(a) for a in control.accounts.values()],
            "faults": len(control.faults()),
            "tss": [{"id": v.id, "state": v.state} for v in map(control.tss, control.tss_ids())],
            "paths": [f"{door.method} {_readable(door.path)}" for door in self._doors],
        }

    def _reset(self, body: Body) -> None:
        switches.check({}, body)
        self._control.clear()
        self._control.reset()

    def _scenarios(self) -> Body:
        return {
            "scenarios": [
                {"name": s.name, "about": s.about, "operation": s.operation, "value": s.value}
                for s in scenarios.SCENARIOS
            ]
        }

    def _start_scenario(self, body: Body) -> None:
        switches.check({"name": str}, body, required=("name",))
        scenarios.parse(body["name"]).start(self._control)

    def _requests(self) -> Body:
        return {"requests": [dataclasses.asdict(seen) for seen in self._control.requests]}

    def _turn(self, owner: Any, body: Body) -> Body:
        switches.turn(owner, body)
        return switches.shown(owner)

    # --- faults ------------------------------------------------------------------------------

    def _faults(self) -> Body:
        return {"faults": [dataclasses.asdict(fault) for fault in self._control.faults()]}

    def _add_fault(self, body: Body) -> Body:
        switches.check(_FAULT, body, required=("kind",))
        return dataclasses.asdict(self._control.fault(**{"operation": ANY, **body}))

    def _clear_faults(self) -> None:
        self._control.clear()

    def _clear_fault(self, number: str) -> None:
        for fault in self._control.faults():
            if str(fault.id) == number:
                return self._control.clear(fault)
        raise KeyError(f"fault {number}")

    # --- time --------------------------------------------------------------------------------

    def _clock(self) -> Body:
        return {"now": self._control.clock.time()}

    def _move_clock(self, body: Body) -> Body:
        switches.check({"advance": float, "to": float}, body)
        clock = self._control.clock
        clock.advance(max(0.0, body.get("to", 0) - clock.time()) + body.get("advance", 0))
        return self._clock()

    def _maintain(self, body: Body) -> None:
        switches.check({"seconds": float, "tss_id": str}, body, required=("seconds",))
        if "tss_id" in body:
            self._control.tss(body["tss_id"])
        self._control.lock(body["seconds"], body.get("tss_id", EVERYWHERE))

    # --- TSS ---------------------------------------------------------------------------------

    def _all_tss(self) -> Body:
        return {"tss": [_shown(self._control.tss(id_)) for id_ in self._control.tss_ids()]}

    def _tss(self, tss_id: str) -> Body:
        return _shown(self._control.tss(tss_id))

    def _change_tss(self, tss_id: str, body: Body) -> Body:
        switches.check(_CHANGES, body)
        control = self._control
        control.tss(tss_id)
        if "state" in body:
            control.put_state(tss_id, TssState(body["state"]))
        if "pin" in body:
            control.block_pin(tss_id)
        if "certificate" in body:
            control.end_certificate(tss_id)
        return self._tss(tss_id)

    def _log(self, tss_id: str) -> Body:
        self._control.tss(tss_id)
        messages = [dataclasses.asdict(m) for m in self._control.signed_messages(tss_id)]
        for message in messages:
            for name in ("signed", "signature"):
                message[name] = base64.b64encode(message[name]).decode()
        return {"messages": messages}


def _shown(view: TssView) -> Body:
    return {
        **{field.name: getattr(view, field.name) for field in dataclasses.fields(view)},
        "puk": view.puk.reveal(),
        "pin": None if view.pin is None else view.pin.reveal(),
        "clients": [dataclasses.asdict(client) for client in view.clients],
    }


def _body(knock: Knock) -> Body:
    if knock.body is None:
        raise _Refused(413, "the body is larger than 1 MB")
    try:
        document = json.loads(knock.body or b"{}", parse_constant=_no_constant)
    except (ValueError, RecursionError) as problem:
        raise _Refused(400, "the body is not valid JSON") from problem
    if not isinstance(document, dict):
        raise _Refused(400, "the body is no object")
    return document


def _no_constant(name: str) -> typing.NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _readable(pattern: re.Pattern[str]) -> str:
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern.pattern)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_local_name(host: str) -> bool:
    """Whether this Host can only be this machine: a public name can be pointed here."""
    name = host.rpartition(":")[0] if re.search(r":[0-9]+$", host) else host
    return "." not in name.rstrip(".") or _is_loopback(name)
