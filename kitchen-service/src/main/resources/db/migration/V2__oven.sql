-- The oven, of which there is one. Here and not in memory, so that every instance and every restart sees it jammed.
create table oven (
    only_one boolean primary key default true check (only_one),
    jammed   boolean     not null,
    since    timestamptz not null
);

insert into oven (jammed, since) values (false, now());
