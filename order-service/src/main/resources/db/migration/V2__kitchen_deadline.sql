-- The orders that the kitchen has not answered yet, the oldest first: few, however many orders there are.
create index order_unanswered on orders (placed_at) where status = 'CONFIRMED';
