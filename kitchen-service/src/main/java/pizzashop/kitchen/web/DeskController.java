package pizzashop.kitchen.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows the way to the dead-letter desk, which is on the management port. */
@RestController
class DeskController {

	private final Environment environment;

	DeskController(Environment environment) {
		this.environment = environment;
	}

	@GetMapping("/desk")
	ResponseEntity<Void> desk(HttpServletRequest request) {
		String desk = UriComponentsBuilder.newInstance()
			.scheme(request.getScheme())
			.host(request.getServerName())
			.port(this.environment.getRequiredProperty("local.management.port"))
			.path("/desk")
			.toUriString();
		return ResponseEntity.status(HttpStatus.FOUND).header(HttpHeaders.LOCATION, desk).build();
	}

}
