package pizzashop.messaging;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pizzashop.messaging.failure.DeadLetterProperties;
import pizzashop.messaging.failure.RetryProperties;
import pizzashop.messaging.inbox.InboxProperties;
import pizzashop.messaging.live.LiveProperties;
import pizzashop.messaging.metrics.MetricsProperties;
import pizzashop.messaging.outbox.OutboxProperties;
import pizzashop.messaging.tracing.TracingProperties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTests {

	private final ApplicationContextRunner service = new ApplicationContextRunner()
		.withUserConfiguration(Settings.class)
		.withPropertyValues("messaging.dead-letters.topic=orders-dlq");

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			messaging.outbox.batch-size           | 0     | must be greater than 0
			messaging.outbox.batch-size           | many  | For input string: "many"
			messaging.outbox.poll-interval        | 0s    | must be longer than or equal to 1 milli
			messaging.outbox.send-timeout         | -1s   | must be longer than or equal to 1 milli
			messaging.inbox.retention             | 1d    | must be at least 9 days
			messaging.inbox.cleaning-batch        | 0     | must be greater than 0
			messaging.retry.initial               | 0     | must be longer than or equal to 1 milli
			messaging.retry.multiplier            | 0.5   | must be greater than or equal to 1
			messaging.retry.max                   | 1h    | must be shorter than or equal to 1 minute
			messaging.retry.jitter                | 1     | must be less than or equal to 0.9
			messaging.retry.attempts              | 0     | must be greater than 0
			messaging.dead-letters.topic          | ''    | must not be blank
			messaging.dead-letters.send-timeout   | 0s    | must be longer than or equal to 1 milli
			messaging.dead-letters.most-rounds    | -1    | must be greater than 0
			messaging.dead-letters.retention      | 0s    | must be longer than or equal to 1 second
			messaging.metrics.interval            | 50ms  | must be longer than or equal to 100 millis
			messaging.live.reread                 | 0s    | must be longer than or equal to 1 milli
			messaging.live.heartbeat              | 0s    | must be longer than or equal to 1 milli
			messaging.live.max-streams            | 0     | must be greater than 0
			messaging.tracing.log-key             | ''    | must not be blank""")
	void aSenselessValueStopsTheStart(String setting, String value, String reason) {
		this.service.withPropertyValues(setting + "=" + value)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining(reason));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ OutboxProperties.class, InboxProperties.class, RetryProperties.class,
			DeadLetterProperties.class, LiveProperties.class, MetricsProperties.class, TracingProperties.class })
	static class Settings {

	}

}
