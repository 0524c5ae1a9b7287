SELECT break_id, coalesce(assignee, '') AS assignee, correction_state, coalesce(proposal, 0) AS proposal, coalesce(maker, '') AS maker,
       coalesce(checker, '') AS checker, coalesce(instruction_id, '') AS instruction_id, comments
FROM batch.break_work
