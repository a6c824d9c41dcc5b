package pizzashop.kitchen;

import org.junit.jupiter.api.Test;
import pizzashop.contracts.Topics;
import pizzashop.messaging.inbox.InboxProperties;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class InboxRetentionTests {

	@Test
	void theInboxRemembersForLongerThanTheTopicKeeps() {
		InboxProperties inbox = new Binder(new MapConfigurationPropertySource()).bindOrCreate("messaging.inbox",
				InboxProperties.class);

		assertThat(inbox.retention()).isGreaterThan(Topics.RETENTION);
	}

}
