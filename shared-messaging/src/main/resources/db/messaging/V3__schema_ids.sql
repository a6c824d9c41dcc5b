-- The ids of the schemas of what this service publishes, as the registry last gave them. They count while it is away.
create table schema_id (
    subject     text    not null,
    fingerprint bytea   not null,
    id          integer not null,
    primary key (subject, fingerprint)
);
