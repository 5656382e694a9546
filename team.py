"""The stage plan, the selector, and the group chat."""

PLAN: tuple[Stage, ...] = (
    Stage("scene_type", "Analyst", gate=False, critic=False),
    Stage("survey", "Analyst"),
    Stage("relations", "Analyst", critic=False),
    Stage("layout", "LayoutArchitect", revisions=2),
    Stage("wall_objects", "LayoutArchitect"),
    Stage("descriptions", "Geometer", gate=False, critic=False),
    Stage("geometry", "Geometer"),
    Stage("small_objects", "LayoutArchitect", critic=False),
    Stage("small_geometry", "Geometer"),
    Stage("materials", "MaterialArtist"),
    Stage("textures", "MaterialArtist"),
    Stage("lighting", "LightingDirector"),
    Stage("final", CRITIC),
)
SMALL_DETAIL: tuple[Stage, ...] = (
    Stage("small_detail_plan", "Geometer", gate=False, critic=False),
    Stage("small_detail", "Geometer"),
)


def plan_for(
    *, leave_out: Sequence[str] = (), small_detail: bool = False, revisions: int | None = None
) -> tuple[Stage, ...]:
    """The plan with a user's changes: stages left out, small detail on, another bound on revisions."""
    stages = list(PLAN)
    if small_detail:
        after = next(i for i, s in enumerate(stages) if s.name == "small_geometry") + 1
        stages[after:after] = SMALL_DETAIL
    kept = [s for s in stages if s.name not in leave_out]
    return tuple(s if revisions is None else replace(s, revisions=min(s.revisions, revisions)) for s in kept)


def build_team(
    agents: Sequence[ChatAgent], select: Callable[[Sequence[Message]], Awaitable[str]], max_turns: int = 200
) -> SelectorGroupChat:
    """The group chat. `select` is awaited before every turn with the whole thread."""
    return SelectorGroupChat(
        list(agents),
        None,  # type: ignore[arg-type]  # never asked: `select` always names the speaker
        selector_func=select,
        allow_repeated_speaker=True,
        termination_condition=StopMessageTermination(),
        max_turns=max_turns,
        custom_message_types=MESSAGE_TYPES,
    )
