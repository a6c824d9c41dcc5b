-- The trace in which the order was placed: what becomes of it later goes on there.
alter table ticket add column traceparent text;
