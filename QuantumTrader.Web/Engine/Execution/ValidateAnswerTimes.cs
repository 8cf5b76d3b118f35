using System.Globalization;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>The venue's own limits must end before the executor's, or an order that still waits for its turn would be called lost.</summary>
public sealed class ValidateAnswerTimes(IConfiguration configuration) : IValidateOptions<BinanceOptions>
{
    public ValidateOptionsResult Validate(string? name, BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Not bound: what else is wrong with that section is said by its own check.
        var limit = TimeSpan.TryParse(configuration[$"{ExecutionOptions.Section}:{nameof(ExecutionOptions.AckTimeout)}"], CultureInfo.InvariantCulture, out var set)
            ? set
            : new ExecutionOptions().AckTimeout;
        return !VenueChoice.IsBinance(configuration) || options.AnswerMax < limit
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Binance:TurnWaitMax and one and a half times Binance:OrderTimeout make {options.AnswerMax:c}, which must be below Execution:AckTimeout ({limit:c}), or an order that waits for its turn is called lost. Shorten them, or raise that.");
    }
}
