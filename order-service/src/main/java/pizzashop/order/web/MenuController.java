package pizzashop.order.web;

import java.util.List;

import pizzashop.order.menu.Menu;
import pizzashop.order.menu.Pizza;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MenuController {

	private final Menu menu;

	MenuController(Menu menu) {
		this.menu = menu;
	}

	record MenuResponse(List<Pizza> pizzas) {
	}

	@GetMapping(path = "/menu", produces = MediaType.APPLICATION_JSON_VALUE)
	MenuResponse menu() {
		return new MenuResponse(this.menu.pizzas());
	}

}
