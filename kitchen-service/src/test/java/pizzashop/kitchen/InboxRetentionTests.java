package pizzashop.kitchen;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.messaging.inbox.InboxProperties;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class InboxRetentionTests {

	/** A record is deleted together with the youngest one in its file. */
	private static final Duration LONGEST_LIFE = Topics.RETENTION.plus(Topics.SEGMENT);

	private final ApplicationContextRunner service = new ApplicationContextRunner().withUserConfiguration(Inbox.class);

	@Test
	void theInboxRemembersForLongerThanTheTopicKeeps() {
		this.service.run((context) -> assertThat(context.getBean(InboxProperties.class).retention())
			.isGreaterThan(LONGEST_LIFE));
	}

	@Test
	void aServiceWhoseInboxWouldForgetTooEarlyDoesNotStart() {
		this.service.withPropertyValues("messaging.inbox.retention=" + LONGEST_LIFE)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("must be at least 9 days, longer than a topic keeps its records"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(InboxProperties.class)
	static class Inbox {

	}

}
