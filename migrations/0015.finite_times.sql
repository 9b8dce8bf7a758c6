-- depends: 0011.jobs
-- Times of runs, events and alerts are finite, whichever function writes them.

alter table bandit.optimization_runs add constraint optimization_runs_run_at_finite check (isfinite(run_at)) not valid;
alter table bandit.events add constraint events_event_at_finite check (isfinite(event_at)) not valid;
alter table bandit.alerts add constraint alerts_opened_at_finite check (isfinite(opened_at)) not valid;
