using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Web.Hosting;

/// <summary>Why a start failed, in lines for people instead of a stack trace.</summary>
internal static class StartFailure
{
    /// <summary>Null for what nobody expected: that one keeps its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception e) => e switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException many when many.InnerExceptions.All(i => Explain(i) is not null) => [.. many.InnerExceptions.SelectMany(i => Explain(i)!)],
        KlineFileException or JournalUnavailableException or PolicyUnavailableException or PaperStateException or PaperStoreUnavailableException => [e.Message],
        InvalidOperationException { InnerException: { } cause } when Explain(cause) is { } inner => inner,
        InvalidOperationException => [e.Message],
        IOException => [e.Message],
        _ => null,
    };

    /// <summary>2 when the configuration is wrong, 1 when the world is.</summary>
    public static int ExitCodeOf(Exception e) => e is OptionsValidationException or AggregateException or InvalidOperationException ? CommandLine.Usage : CommandLine.Failure;
}
