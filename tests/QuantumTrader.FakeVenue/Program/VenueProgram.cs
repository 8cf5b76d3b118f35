using System.Globalization;
using System.Runtime.InteropServices;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.FakeVenue.Program;

/// <summary>The fake venue as a program of its own: Binance's USDⓈ-M surface on loopback, without money.</summary>
public static class VenueProgram
{
    private const int ExitSuccess = 0;
    private const int ExitUsage = 2;

    private static readonly TimeSpan EndLook = TimeSpan.FromSeconds(1);

    /// <summary>Runs until SIGINT or SIGTERM.</summary>
    /// <returns>0, or 2 after one line on <paramref name="errors"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        try
        {
            var options = ProgramArguments.Read(args);
            if (options.WantsHelp)
            {
                await output.WriteLineAsync(ProgramArguments.Help);
                return ExitSuccess;
            }

            using var stopping = new CancellationTokenSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => Stop(c, stopping));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => Stop(c, stopping));
            await using var venue = await StartAsync(options);
            await ShowAsync(venue, output);
            await WaitAsync(venue, output, stopping.Token);
            await output.WriteLineAsync("The fake venue has ended.");
            return ExitSuccess;
        }
        catch (ProgramArgumentException e)
        {
            await errors.WriteLineAsync(e.Message);
            return ExitUsage;
        }
        catch (KlineFileException e)
        {
            await errors.WriteLineAsync($"--klines {e.Message}");
            return ExitUsage;
        }
    }

    private static async Task<FakeVenueHost> StartAsync(ProgramOptions options)
    {
        try
        {
            return await FakeVenueHost.StartAsync(ProgramSetup.ToVenue(options));
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            throw new ProgramArgumentException($"--port {options.Port} cannot be used ({e.Message}): choose another, or 0.");
        }
    }

    private static async Task ShowAsync(FakeVenueHost venue, TextWriter output)
    {
        var (options, key) = (venue.Venue.Options, venue.Venue.Options.Keys[0]);
        var path = options.Feed.Path == PricePath.Walk ? "a walk" : string.Join(", ", options.Feed.Series.Select(s => $"{s.File} ({s.Candles.Length} bars)"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            The fake venue listens on this machine only. Nothing here is money.
              REST       {venue.RestUrl.ToString().TrimEnd('/')}
              streams    {venue.StreamUrl.ToString().TrimEnd('/')}/public, /market, /private
              API key    {key.ApiKey}
              secret     {key.Secret}
              prices     {path}, speed {options.Feed.Speed}; symbols: {Symbols(options)}
              look       {venue.RestUrl}fake/state
            Ctrl+C ends it.
            """));
        await output.FlushAsync();
    }

    private static string Symbols(FakeVenueOptions options)
    {
        const int Shown = 12;
        var names = string.Join(", ", options.Symbols.Take(Shown).Select(s => s.Symbol));
        return options.Symbols.Count > Shown ? $"{names} and {options.Symbols.Count - Shown} more" : names;
    }

    private static async Task WaitAsync(FakeVenueHost venue, TextWriter output, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(EndLook, venue.Venue.Clock.Time);
        var saidOver = venue.Venue.Options.Feed.Path == PricePath.Walk;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                if (!saidOver && venue.Feed.IsOver)
                {
                    saidOver = true;
                    await output.WriteLineAsync("The klines are over; the prices stay where they are.");
                    await output.FlushAsync(stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stopping)
    {
        context.Cancel = true; // an orderly end instead of a sudden one
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is ending already.
        }
    }
}
