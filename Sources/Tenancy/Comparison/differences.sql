WITH weight AS (
    -- Of most places one number is enough: the sum over their lines, in whatever order they come.
    SELECT p.id, p.part, p.is_reference, p.title, count(l.place) AS lines,
        sum(hashtextextended(l.object || chr(10) || l.aspect || chr(10) || l.value, 0)::numeric)
            AS total
    FROM countinghouse_doctor.place AS p
    LEFT JOIN countinghouse_doctor.line AS l ON l.place = p.id
    GROUP BY p.id
), other AS MATERIALIZED (
    SELECT w.id, w.title, r.id AS reference FROM weight AS w
    JOIN weight AS r ON r.part = w.part AND r.is_reference
    WHERE NOT w.is_reference AND (w.lines, w.total) IS DISTINCT FROM (r.lines, r.total)
), wanted AS MATERIALIZED (
    SELECT * FROM countinghouse_doctor.line WHERE place IN (SELECT reference FROM other)
), there AS MATERIALIZED (
    SELECT * FROM countinghouse_doctor.line WHERE place IN (SELECT id FROM other)
), compared AS (
    SELECT o.id, o.title, t.object, t.aspect, t.value,
        CASE WHEN w.place IS NULL THEN 'more' ELSE 'other' END AS what,
        EXISTS (SELECT FROM wanted AS x WHERE x.place = o.reference AND x.object = t.object)
            AS is_whole
    FROM other AS o
    JOIN there AS t ON t.place = o.id
    LEFT JOIN wanted AS w ON w.place = o.reference AND (w.object, w.aspect) = (t.object, t.aspect)
    WHERE w.value IS DISTINCT FROM t.value
    UNION ALL
    SELECT o.id, o.title, w.object, w.aspect, w.value, 'less',
        EXISTS (SELECT FROM there AS x WHERE x.place = o.id AND x.object = w.object)
    FROM other AS o
    JOIN wanted AS w ON w.place = o.reference
    LEFT JOIN there AS t ON t.place = o.id AND (w.object, w.aspect) = (t.object, t.aspect)
    WHERE t.place IS NULL
)
SELECT title || object || CASE
        WHEN NOT is_whole AND aspect = 'owner' AND what = 'more'
            THEN ' is not made by the migrations'
        WHEN NOT is_whole AND aspect = 'owner' THEN ' is missing'
        WHEN what = 'more' AND value = '' THEN ': ' || aspect
        WHEN what = 'more' THEN ': ' || aspect || ' is not made by the migrations'
        WHEN what = 'less' THEN ': ' || aspect || ' is missing'
        WHEN length(value) <= 40 THEN ': ' || aspect || ' is different: ' || value
        ELSE ': ' || aspect || ' is different' END
FROM compared
WHERE is_whole OR aspect = 'owner'
    OR what = 'more' AND value = '' AND NOT starts_with(aspect, 'the owner may ')
ORDER BY id, object, aspect
LIMIT 50
