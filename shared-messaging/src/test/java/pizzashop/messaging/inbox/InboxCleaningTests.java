package pizzashop.messaging.inbox;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import static org.assertj.core.api.Assertions.assertThat;

class InboxCleaningTests {

	@Test
	void itIsDoneAsOftenAsThePropertiesSay() {
		Duration interval = Duration.ofMinutes(3);
		ScheduledTaskRegistrar tasks = new ScheduledTaskRegistrar();

		new InboxCleaning(new InboxTable(new JdbcTemplate()), new InboxProperties(Duration.ofDays(14), interval, 1000),
				Clock.systemUTC())
			.configureTasks(tasks);

		assertThat(tasks.getFixedDelayTaskList()).extracting(IntervalTask::getIntervalDuration)
			.containsExactly(interval);
	}

}
