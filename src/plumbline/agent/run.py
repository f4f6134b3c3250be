"""The run loop: the model plans, tools run in parallel, the model observes, and its answer is released sentence by sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import structlog
from pydantic_ai import Agent, AgentRunError, AgentRunResultEvent, ModelAPIError, RunContext, UsageLimitExceeded, UsageLimits
from pydantic_ai.messages import ModelMessage
from pydantic_ai.models import Model
from pydantic_ai.usage import RunUsage

from plumbline.agent.context import instructions_for, messages_of
from plumbline.agent.deps import RunDeps
from plumbline.agent.job import RunJob
from plumbline.agent.narration import Narrator
from plumbline.agent.prompts.restate import restate_prompt, restated_sentences
from plumbline.agent.tools.edge import MAX_ROUNDS, toolset
from plumbline.agent.tools.tool import AnyTool
from plumbline.agent.writer import AnswerWriter, Policy
from plumbline.core.errors import BudgetExceeded, PlumblineError, UpstreamUnavailable
from plumbline.facts.release import Sentence

_GIVEN_TURNS = 3  # earlier questions whose numbers the person may still mean
_LIMITS = UsageLimits(request_limit=MAX_ROUNDS + 3, tool_calls_limit=60, total_tokens_limit=400_000)
_RESTATE_LIMITS = UsageLimits(request_limit=3, tool_calls_limit=10)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class ChatLoop:
    """The loop with its models. `fallback` answers when `model` fails; a model that `restates` is asked to correct itself."""

    model: Model
    policy: Policy
    tools: tuple[AnyTool, ...]
    fallback: Model | None = None
    restates: bool = True

    async def __call__(self, job: RunJob) -> None:
        """Answer the job's question into its channel."""
        writer = AnswerWriter(job.channel, job.deps.ledger, given=_given(job), policy=self.policy, waits=self.restates)
        try:
            await self._answered(job, writer)
        except AgentRunError as error:
            raise _as_ours(error) from error
        finally:
            job.tally.n_citations = writer.n_citations

    async def _answered(self, job: RunJob, writer: AnswerWriter) -> None:
        attempt = _Attempt(job, writer, self.tools)
        try:
            await attempt.answer(self.model)
        except AgentRunError as error:
            if self.fallback is None or isinstance(error, UsageLimitExceeded):
                raise
            _log.warning("model_failed", model=self.model.model_name, error=type(error).__name__)
            writer.drop()
            writer.take_back(f"{_provider_failure(error)} The offline analyst answers instead.")
            writer.waits = False
            await attempt.answer(self.fallback)


@dataclass
class _Attempt:
    """One job on one model at a time."""

    job: RunJob
    writer: AnswerWriter
    tools: tuple[AnyTool, ...]

    async def answer(self, model: Model) -> None:
        history = messages_of(self.job.turns, self.job.deps.view.as_of)
        messages = await self._stream(model, self.job.deps.question, history, write=self.writer.write)
        blocked = self.writer.close()
        restated = await self._restated(model, blocked, messages) if blocked and self.writer.waits else {}
        self.writer.settle(restated)

    async def _restated(self, model: Model, blocked: list[Sentence], messages: list[ModelMessage]) -> dict[str, str]:
        """Ask the model once to say the sentences again with markers; a failure of that costs only these sentences."""
        pieces: list[str] = []
        try:
            await self._stream(model, restate_prompt(blocked), messages, write=pieces.append, limits=_RESTATE_LIMITS)
        except AgentRunError as error:
            _log.warning("restate_failed", error=type(error).__name__)
            return {}
        return restated_sentences("".join(pieces), blocked)

    async def _stream(
        self,
        model: Model,
        prompt: str,
        history: list[ModelMessage],
        *,
        write: Callable[[str], None],
        limits: UsageLimits = _LIMITS,
    ) -> list[ModelMessage]:
        """Run the agent once; return the conversation including what it said."""
        narrator = Narrator(self.job, self.tools, write=write, writer=self.writer)
        usage = RunUsage()
        try:
            async with agent_with(self.tools).run_stream_events(
                prompt, model=model, deps=self.job.deps, message_history=history, usage_limits=limits, usage=usage
            ) as events:
                async for event in events:
                    if isinstance(event, AgentRunResultEvent):
                        return event.result.all_messages()
                    narrator.tell(event)
        finally:
            self._count(usage)
        raise UpstreamUnavailable("The model ended without an answer. Ask again.")

    def _count(self, usage: RunUsage) -> None:
        tally = self.job.tally
        tally.input_tokens += usage.input_tokens
        tally.output_tokens += usage.output_tokens
        if usage.cost is not None:
            tally.cost_usd = usage.cost + (tally.cost_usd or 0)


@cache
def agent_with(tools: tuple[AnyTool, ...]) -> Agent[RunDeps, str]:
    """The agent without a model: each run brings its own. The first call derives the schemas of the tools."""
    return Agent(deps_type=RunDeps, toolsets=[toolset(tools)], instructions=_instructions, name="analyst", retries=2)


def _instructions(run: RunContext[RunDeps]) -> str:
    return instructions_for(run.deps)


def _given(job: RunJob) -> str:
    """The person's own words, whose numbers need no fact."""
    earlier = [turn.question for turn in job.turns[-_GIVEN_TURNS:]]
    return "\n".join([*earlier, job.deps.question])


def _as_ours(error: AgentRunError) -> PlumblineError:
    if isinstance(error, UsageLimitExceeded):
        return BudgetExceeded("The question needed more steps than one answer may take. Ask for less at once, or in parts.")
    return UpstreamUnavailable(f"{_provider_failure(error)} Ask again in a minute, or set PLUMBLINE_MODEL=offline.")


def _provider_failure(error: AgentRunError) -> str:
    """What went wrong, without the provider's own text: that may quote the prompt."""
    if isinstance(error, ModelAPIError):
        status = getattr(error, "status_code", None)
        return f"The model {error.model_name} did not answer ({f'HTTP {status}' if status else 'no connection'})."
    return "The model gave an answer that could not be used."
