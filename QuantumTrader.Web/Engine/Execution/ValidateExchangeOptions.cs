using Microsoft.Extensions.Options;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Which venue, whose money: contradictions refuse to start; see <see cref="VenueChoice"/>.</summary>
internal sealed class ValidateExchangeOptions(IConfiguration configuration) : IValidateOptions<ExchangeOptions>
{
    public ValidateOptionsResult Validate(string? name, ExchangeOptions options) =>
        VenueChoice.Problems(configuration) is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
