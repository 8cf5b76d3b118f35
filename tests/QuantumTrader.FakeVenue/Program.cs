using QuantumTrader.FakeVenue;

return await VenueProgram.RunAsync(args);
