package pizzashop.messaging.desk;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;
import pizzashop.messaging.live.ChangeFeed;
import pizzashop.messaging.live.EventStreams;
import pizzashop.messaging.live.LiveView;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The desk as a page, beside the API that it uses: on the management port, so that only
 * operators reach it. What all pages share comes from there, too.
 */
@RestController
class DeskPage implements WebMvcConfigurer {

	/** Not among the resources that are served on the service's own port. */
	private static final String FOLDER = "pizzashop/messaging/desk/page/";

	/** Enough to choose from; anybody can write a letter with a type of their own. */
	private static final int MOST_TYPES = 50;

	private static final CacheControl ASK_WHETHER_IT_CHANGED = CacheControl.noCache();

	private final LiveView overview;

	DeskPage(DeadLetterDesk desk, ChangeFeed feed, EventStreams streams, JsonMapper json) {
		this.overview = new LiveView("desk", DeadLetterDesk.CHANGES, () -> desk.overview(MOST_TYPES), feed, streams,
				json);
	}

	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/desk/**")
			.addResourceLocations("classpath:/" + FOLDER)
			.setCacheControl(ASK_WHETHER_IT_CHANGED);
		registry.addResourceHandler("/shop/**")
			.addResourceLocations("classpath:/META-INF/resources/shop/")
			.setCacheControl(ASK_WHETHER_IT_CHANGED);
	}

	@GetMapping(path = "/desk", produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<Resource> page() {
		return ResponseEntity.ok()
			.cacheControl(ASK_WHETHER_IT_CHANGED)
			.contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
			.body(new ClassPathResource(FOLDER + "desk.html"));
	}

	/**
	 * How many letters there are, as it is now and whenever one was entered or decided
	 * about: the event's name is desk.
	 */
	@GetMapping(path = "/dead-letters/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	void events(HttpServletResponse response) {
		this.overview.serve(response);
	}

}
