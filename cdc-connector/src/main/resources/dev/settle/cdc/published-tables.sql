-- What the source lacks for capture: each of the given tables that is not published whole.
SELECT wanted.name                                  AS table_name,
       c.oid IS NOT NULL                            AS present,
       p.tablename IS NOT NULL                      AS published,
       coalesce(c.relreplident = 'f', false)        AS whole_rows
FROM unnest(?::text[]) AS wanted(name)
LEFT JOIN pg_class c ON c.oid = to_regclass('payments.' || wanted.name)
LEFT JOIN pg_publication_tables p
       ON p.pubname = ? AND p.schemaname = 'payments' AND p.tablename = wanted.name
WHERE c.oid IS NULL OR p.tablename IS NULL OR c.relreplident <> 'f'
ORDER BY wanted.name
