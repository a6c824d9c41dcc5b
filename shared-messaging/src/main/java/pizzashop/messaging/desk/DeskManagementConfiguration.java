package pizzashop.messaging.desk;

import pizzashop.messaging.failure.DeadLetterProperties;
import pizzashop.messaging.live.ChangeFeed;
import pizzashop.messaging.live.EventStreams;
import pizzashop.messaging.live.PageHeaders;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

/** Serves the desk where health and metrics are served. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnBean(DeadLetterDesk.class)
class DeskManagementConfiguration {

	@Bean
	EventDecoder eventDecoder(KafkaProperties kafka) {
		return new EventDecoder(kafka.getProperties());
	}

	@Bean
	DeskController deskController(@Value("${spring.application.name}") String service, DeadLetterDesk desk,
			EventDecoder decoder, DeadLetterProperties properties) {
		return new DeskController(service, desk, decoder, properties);
	}

	@Bean
	DeskPage deskPage(DeadLetterDesk desk, ChangeFeed feed, EventStreams streams, JsonMapper json) {
		return new DeskPage(desk, feed, streams, json);
	}

	/** The filters of the service's own port are not there. */
	@Bean
	PageHeaders deskPageHeaders() {
		return new PageHeaders();
	}

}
