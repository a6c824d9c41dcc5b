-- The page of mails: the latest first, those of an order, those to an address. An address may be longer than what
-- an ordered index takes.
create index mail_by_time on mail (sent_at, event_id);
create index mail_by_order on mail (order_id);
create index mail_by_recipient on mail using hash (lower(recipient));
