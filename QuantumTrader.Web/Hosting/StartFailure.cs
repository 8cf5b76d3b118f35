using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Web.Hosting;

/// <summary>Why a start or a command failed, in lines for people instead of a stack trace.</summary>
public static class StartFailure
{
    private const string WebServer = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>Runs, and turns a failure that has an explanation into its lines and an exit code.</summary>
    public static async Task<int> ExplainedAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (Explain(e) is { } lines)
        {
            foreach (var line in lines)
            {
                CommandLine.Fail(line);
            }

            return ExitCodeOf(e);
        }
    }

    /// <summary>Null for what nobody expected: that one keeps its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception e) => e switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException many when many.InnerExceptions.All(i => Explain(i) is not null) => [.. many.InnerExceptions.SelectMany(i => Explain(i)!)],
        VenueNotReadyException or OtherVenueException or KlineFileException or JournalUnavailableException or PolicyUnavailableException => [e.Message],
        PaperStateException or PaperStoreUnavailableException or TradeStoreUnavailableException or DrawdownStoreUnavailableException => [e.Message],
        ConsoleDatabaseException or ConsoleUnavailableException => [e.Message],
        InvalidDataException => [$"{e.Message} {e.InnerException?.Message}".TrimEnd()], // a configuration file that is no JSON
        InvalidOperationException { Source: WebServer } => [e.Message],
        IOException or UnauthorizedAccessException => [e.Message],
        _ => null,
    };

    /// <summary>2 when the configuration is wrong, 1 when the world is.</summary>
    private static int ExitCodeOf(Exception e) => e is OptionsValidationException or OtherVenueException or AggregateException or InvalidDataException or InvalidOperationException ? CommandLine.Usage : CommandLine.Failure;
}
