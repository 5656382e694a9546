"""A person in the team: what they type takes effect while it works."""

import asyncio
import os
import sys

from agents.events import AnswerEvent, EndEvent
from agents.header import HUMAN
from agents.messages import Approval, HumanWord
from harness.invoked import command
from harness.runs import checkpoint as checkpoints
from harness.runs import transcript
from harness.runs.chat_words import COMMANDS, Command, Words, parse, whom
from harness.runs.session import Session
from harness.runs.terminal_picture import in_characters
from harness.runs.wish_steps import steps_of_last_wish
from harness.terminal import Console
from tools.errors import InputError, RoomError
from tools.picture import image
from tools.solve.wishes import wishes_in

POLL = 0.05
"""Seconds between looks at whether the team is done with a wish."""
CHUNK = 1 << 16
"""Bytes that are read at once of what was typed."""


class Chat:
    """A person's side of a session: what they type takes effect while the team works.

    Args:
        session: with an inbox, staying open when the plan is done.
        console: where answers to commands go.
    """

    def __init__(self, session: Session, console: Console) -> None:
        self.session, self.console = session, console
        self.said = 0

    async def hear(self, line: str) -> None:
        """Act on one typed line."""
        if not line.strip():
            return
        try:
            said = parse(line)
            await (self._command(said) if isinstance(said, Command) else self._words(said))
        except RoomError as error:
            self._answer(str(error), good=False)
        except Exception as error:  # whatever was typed, the chat goes on listening
            self._answer(f"{type(error).__name__}: {error}", good=False)

    def _answer(self, text: str, *, good: bool = True, how: str = "") -> None:
        """Tell the person, here with how to go on; kept with the run, for whoever watches it elsewhere."""
        self.console.print(text + how, style="" if good else "red", markup=False)
        paused = not self.session.gate.is_set()
        self.session.transcript.write(AnswerEvent(text=text, good=good, paused=paused))

    async def _words(self, said: Words) -> None:
        """Words reach whoever is working now at its next model call, and everybody at the next turn."""
        crew = self.session.crew
        rules = self.session.settings.resolved_model == "embedded"
        for text in wishes_in(said.text) if rules else [said.text]:
            await self._served()
            to = said.to
            # Rules hear nothing while they work at a stage, and nobody works while a person is asked.
            if to is None and (rules or crew.where.phase in ("done", "approve")):
                to = whom(text)
                self.console.print(f"[dim]for the {to}[/dim]")
            if to in (None, crew.speaker):
                crew.interject(text)
            self._put(HumanWord(to=to, text=text))

    def _put(self, word: HumanWord | Approval) -> None:
        assert self.session.inbox is not None
        self.said += 1
        self.session.inbox.put_nowait(word)

    async def _served(self) -> None:
        """Once the plan is done, wait until what was said before is served: wishes come one after another."""
        session, crew, gate = self.session, self.session.crew, self.session.gate
        while (
            gate.is_set()
            and not crew.where.quit
            and (
                session.resting
                or not crew.speaker
                or (
                    crew.where.phase == "done"
                    and (self.said > crew.settled or crew.where.request is not None or crew.speaker != HUMAN)
                )
            )
        ):
            await asyncio.sleep(POLL)

    async def _command(self, said: Command) -> None:
        session, crew = self.session, self.session.crew
        if said.name in ("/undo", "/show", "/quit"):
            await self._served()
        stage = crew.plan.stages[crew.where.stage].name
        if said.name == "/help":
            for name, words in COMMANDS.items():
                self.console.print(f"{name:<10} {words}", markup=False)
            self.console.print("@name ...  words for one specialist; anything else is for whoever works now")
            self.console.print(f"by hand, in another shell: {command()} edit {session.folder} --help")
        elif said.name in ("/pause", "/resume"):
            (session.gate.clear if said.name == "/pause" else session.gate.set)()
            held = said.name == "/pause"
            self._answer("paused" if held else "going on", how="; /resume goes on" if held else "")
        elif said.name in ("/approve", "/reject"):
            self._judge(said, stage)
        elif said.name == "/undo":
            version = await asyncio.to_thread(session.workspace.undo, self._steps(said.rest))
            self._answer(f"back to version {version}")
        elif said.name == "/goto":
            if said.rest not in [s.name for s in crew.plan.stages]:
                raise InputError(f"no stage {said.rest!r}: {', '.join(s.name for s in crew.plan.stages)}")
            self._put(HumanWord(to=None, text=f"Go to the stage {said.rest}.", goto=said.rest))
        elif said.name == "/show":
            path = await asyncio.to_thread(session.workspace.render, said.rest or "reference", "lit")
            if self.console.is_terminal and self.console.color_system in ("truecolor", "256"):
                rows = max(4, self.console.height - 4)
                self.console.print(in_characters(image.load(path, smallest=1), self.console.width, rows))
            self.console.print(str(path), markup=False)
        elif said.name == "/cost":
            self._answer(", ".join(f"{k} {v:g}" for k, v in session.ledger.cost().items()))
        else:
            session.gate.set()
            self._put(HumanWord(to=None, text="That is all, thank you.", quit=True))

    def _steps(self, told: str) -> int:
        """Versions to go back: as many as were said, else those of the last wish."""
        if told.isdecimal():
            return int(told)
        events = transcript.read(self.session.transcript.path)
        steps = steps_of_last_wish(events, self.session.workspace.scene.history)
        if steps is None:
            raise InputError("no wish of yours is there to take back; /undo 1 takes back the last change")
        return steps

    def _judge(self, said: Command, stage: str) -> None:
        if self.session.crew.where.phase != "approve":
            raise InputError("no stage asks for approval now")
        approve = said.name == "/approve"
        if not approve and not said.rest:
            raise InputError("say why: /reject the rug is missing")
        self._put(Approval(stage=stage, approve=approve, text=said.rest or "Approved."))


async def converse(chat: Chat, resume_from: checkpoints.Checkpoint | None) -> EndEvent:
    """Run the session while reading what the person types; end of input means /quit."""
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    typed = Typed(lines)
    stdin = sys.stdin.fileno()

    def read() -> None:
        if not typed.take(os.read(stdin, CHUNK)):
            loop.remove_reader(stdin)

    loop.add_reader(stdin, read)
    hearing = False

    async def listen() -> None:
        nonlocal hearing
        while True:
            line = await lines.get()
            hearing = True
            await chat.hear(line)
            hearing = False

    chat.session.idle = lambda: lines.empty() and not hearing

    listener = asyncio.create_task(listen())
    try:
        return await chat.session.run(resume_from)
    finally:
        listener.cancel()
        loop.remove_reader(stdin)


class Typed:
    """Bytes from a terminal or a pipe, as lines; the end of input says /quit.

    Read as they come: a file object would keep the second of two lines that arrive together to itself.
    """

    def __init__(self, lines: asyncio.Queue[str]) -> None:
        self.lines, self.rest = lines, b""

    def take(self, data: bytes) -> bool:
        """Take in what was read; False at the end of input."""
        *whole, self.rest = (self.rest + data).split(b"\n")
        if not data:
            whole, self.rest = [self.rest, b"/quit"] if self.rest else [b"/quit"], b""
        for line in whole:
            self.lines.put_nowait(line.decode("utf-8", "replace"))
        return bool(data)
