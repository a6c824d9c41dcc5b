package pizzashop.notification;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The moment in which a mail is with the mail server and not yet committed. */
final class Mailing {

	private Mailing() {
	}

	/** Takes the database away from the one mail that is being sent. */
	static void breakConnection(JdbcClient database) {
		assertThat(database.sql("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and state = 'idle in transaction'
				and query like 'insert into mail%'""").query(Boolean.class).list()).containsExactly(true);
	}

}
