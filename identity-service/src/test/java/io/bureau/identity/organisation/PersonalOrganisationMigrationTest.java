package io.bureau.identity.organisation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.identity.Bureau;
import io.bureau.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was there before organisations could be shared, in a schema of its own that is brought up to date. */
@QuarkusTest
@Bureau.Stores
class PersonalOrganisationMigrationTest {

    private static final String SCHEMA = "before";

    @AfterEach
    void drop() throws SQLException {
        execute("DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    @Test
    void theOrganisationThatAUserHasBelongedToLongestBecomesHisPersonalOne() throws SQLException {
        migrateTo("2");
        execute("""
                SET search_path = before;
                INSERT INTO account (id, email, created_at) VALUES ('usr_a', 'a@example.org', now()), ('usr_b', 'b@example.org', now());
                INSERT INTO external_identity (id, account_id, provider, issuer, subject, linked_at)
                    VALUES ('idn_a', 'usr_a', 'google', 'i', '1', now());
                INSERT INTO organisation (id, uuid, name, created_at) VALUES
                    ('org_1', gen_random_uuid(), 'One', now()), ('org_2', gen_random_uuid(), 'Two', now()),
                    ('org_3', gen_random_uuid(), 'Three', now());
                INSERT INTO membership (id, organisation_id, account_id, role, since) VALUES
                    ('mem_1', 'org_1', 'usr_a', 'owner', now() - interval '1 day'),
                    ('mem_2', 'org_2', 'usr_a', 'owner', now() - interval '2 days'),
                    ('mem_3', 'org_3', 'usr_b', 'owner', now() - interval '3 days'),
                    ('mem_4', 'org_1', 'usr_b', 'member', now())""");

        migrateTo("latest");

        assertEquals(
                List.of("org_1 -", "org_2 usr_a", "org_3 usr_b"),
                Bureau.query("SELECT id || ' ' || coalesce(personal_of, '-') FROM before.organisation ORDER BY id"));
        assertEquals(List.of("a@example.org"), Bureau.query("SELECT email FROM before.external_identity"));
    }

    private static void migrateTo(String version) throws SQLException {
        try (var connection = PostgresResource.superuser()) {
            Flyway.configure()
                    .dataSource(connection.getMetaData().getURL(), "postgres", "")
                    .schemas(SCHEMA)
                    .target(version)
                    .load()
                    .migrate();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
