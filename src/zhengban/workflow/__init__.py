"""Processes (流程): published definitions, where each paper stands, whose hands it is in, and the whole trail.

What upper apps use (``docs/developer/workflow-engine.md`` shows each in use):

- ``workflow.subjects``: ``ProcessSubject`` (the Protocol an upper app fulfils per process key), ``register(key,
  subject)``, ``requires_process(subject, code)`` for the policies of actions that only a process may perform.
- ``workflow.actions``: ``publish``, ``start``, and the moves ``see complete send_back send_back_straight withdraw
  transfer delegate add_before add_after remove jump suspend resume circulate expedite terminate``; for readers
  ``see_reading finish_reading remind_readers cancel_readings``; ``hand_over`` and ``undo_handover``. A move about a work item is made
  on ``item.at_hand``: ``complete(item.at_hand, actor=user, outcome="agree", opinion="同意")``, and
  ``complete.decision(item.at_hand, user)`` draws its button.
- ``workflow.models``: ``WorkItem.objects.awaiting(user)`` and ``.done_by(user)``, ``Circulation.objects.
  unread_by(user)``, ``ProcessInstance.objects.about(thing)``.
- ``workflow.overview``: ``holders(instances)`` and ``timeline(instance)``; ``workflow.lamps``: ``lamp(due_on)``.
- ``workflow.clock``: what is due by the clock; the worker calls it.
- ``workflow.handling``: ``handling_of(item)``: outcomes, variables, people and ways to choose, and return targets.
"""
