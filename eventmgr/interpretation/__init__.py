"""Interpretation in the room: who may speak what, who hears what, and what it takes.

The planner's modules know no page and no database: regime, profiles, teams, need, daytime,
checks, outcome, plan, coverage, receivers, order and export.
"""
