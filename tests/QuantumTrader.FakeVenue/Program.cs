using QuantumTrader.FakeVenue.Program;

return await VenueProgram.RunAsync(args, Console.Out, Console.Error);
