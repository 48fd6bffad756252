"""Designing processes (流程设计): drafts drawn in the browser, judged while drawing, reviewed by a second person, released.

A draft (流程草稿) is the system administrator's; the security administrator reviews it and so publishes it. Published
versions never change (``zhengban.workflow``); going back means publishing an older drawing anew.
"""
