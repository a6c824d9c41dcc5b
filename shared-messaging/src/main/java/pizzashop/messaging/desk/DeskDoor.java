package pizzashop.messaging.desk;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import pizzashop.messaging.failure.DeadLetterProperties;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Shows the way from the service's own port to the desk, so that its pages can link to
 * {@code /desk}.
 */
@RestController
class DeskDoor {

	private final DeadLetterProperties properties;

	private final Environment environment;

	DeskDoor(DeadLetterProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	@GetMapping("/desk")
	ResponseEntity<Void> desk(HttpServletRequest request) {
		URI desk = this.properties.deskUrl();
		return ResponseEntity.status(HttpStatus.FOUND).location((desk != null) ? desk : besides(request)).build();
	}

	/** The management port of the same host. */
	private URI besides(HttpServletRequest request) {
		return UriComponentsBuilder.newInstance()
			.scheme(request.getScheme())
			.host(request.getServerName())
			.port(this.environment.getRequiredProperty("local.management.port"))
			.path("/desk")
			.build()
			.toUri();
	}

}
