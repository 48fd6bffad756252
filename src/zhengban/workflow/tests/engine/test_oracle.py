"""On what both can do, SpiffWorkflow (LGPL, used by the tests alone) opens the same steps in the same order."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from zhengban.workflow import engine
from zhengban.workflow.engine import ProcessState

from .drawing import Exclusive, Parallel, Part, Sequence, Subprocess, Task, draw
from .office import NOON, Office, Walk

OFFICE = Office({"one": (1,)})


@st.composite
def plain(draw_one: st.DrawFn) -> bytes:
    """Sequences, exclusive and parallel blocks, embedded subprocesses; one person, no settings."""
    count = 0

    def part(depth: int) -> Part:
        nonlocal count
        kind = draw_one(st.sampled_from(("task", "sequence", "parallel", "exclusive", "subprocess")))
        count += 1
        if depth == 0 or kind == "task":
            return Task(f"t{count}", "role:one")
        if kind == "subprocess":
            return Subprocess(f"sub{count}", part(depth - 1))
        parts = tuple(part(depth - 1) for _ in range(draw_one(st.integers(2, 3))))
        if kind == "parallel":
            return Parallel(parts)
        if kind == "exclusive":
            conditions = tuple(f"n == {number}" for number in range(len(parts) - 1))
            return Exclusive(conditions, (*parts[:-1], draw_one(st.sampled_from((parts[-1], Sequence(()))))))
        return Sequence(parts)

    return draw(Task("first", "role:one", inner='<zb:variable name="n" label="数" kind="number"/>'), part(3))


def started(xml: bytes) -> BpmnWorkflow:
    read = BpmnParser()
    # Its parser wants to know that the process may be run.
    read.add_bpmn_str(xml.replace(b'<process id="drawn"', b'<process id="drawn" isExecutable="true"'))
    workflow = BpmnWorkflow(read.get_spec("drawn"), read.get_subprocess_specs("drawn"))
    workflow.do_engine_steps()
    return workflow


def ready(workflow: BpmnWorkflow) -> dict[str, object]:
    return {task.task_spec.name: task for task in workflow.get_tasks(state=TaskState.READY, manual=True)}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(xml=plain(), seed=st.integers(0, 2**32))
def test_both_open_the_same_steps(xml, seed):
    walk, oracle, random = Walk(xml, OFFICE), started(xml), Random(seed)
    n = random.randint(0, 2)

    for _ in range(200):
        opened = {item.activity: item for item in walk.marking.open_items}
        assert set(opened) == set(ready(oracle))
        if not opened:
            break
        item = opened[random.choice(sorted(opened))]
        variables = {"n": n} if item.activity == "first" else {}
        walk.apply(engine.Complete(by=1, at=NOON, item=item.number, variables=variables))
        task = ready(oracle)[item.activity]
        task.data["n"] = n
        task.run()
        oracle.do_engine_steps()

    assert walk.marking.state is ProcessState.ENDED
    assert oracle.is_completed()
