-- What the board shows of the tickets that are done with: the latest of each kind.
create index ticket_ready on ticket (ready_at) where status = 'READY';
create index ticket_not_made on ticket (order_id) where status in ('REJECTED', 'DISCARDED');
