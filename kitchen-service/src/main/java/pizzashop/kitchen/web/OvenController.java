package pizzashop.kitchen.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import pizzashop.kitchen.oven.OvenSwitch;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch beside the oven, for the board. */
@RestController
@RequestMapping(path = "/oven", produces = MediaType.APPLICATION_JSON_VALUE)
class OvenController {

	private final OvenSwitch ovenSwitch;

	OvenController(OvenSwitch ovenSwitch) {
		this.ovenSwitch = ovenSwitch;
	}

	record Turn(@NotNull Boolean jammed) {
	}

	@GetMapping
	OvenEndpoint.OvenView oven() {
		return OvenEndpoint.OvenView.of(this.ovenSwitch.oven());
	}

	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	OvenEndpoint.OvenView turn(@RequestBody @Valid Turn turn) {
		return OvenEndpoint.OvenView.of(this.ovenSwitch.turn(turn.jammed()));
	}

}
