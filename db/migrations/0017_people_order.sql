-- The order in which people read names: 2 before 10, ä beside a, small beside large. A PostgreSQL that was built without ICU
-- has the order of bytes under the same name.
DO $$
begin
	create collation "people" (provider = icu, locale = 'en-u-kn-true-ks-level1');
exception when feature_not_supported or invalid_parameter_value then
	create collation "people" from "C";
end
$$;
