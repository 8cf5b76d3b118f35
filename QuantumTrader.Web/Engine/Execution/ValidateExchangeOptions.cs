using Microsoft.Extensions.Options;

namespace QuantumTrader.Web.Engine.Execution;

internal sealed class ValidateExchangeOptions : IValidateOptions<ExchangeOptions>
{
    public ValidateOptionsResult Validate(string? name, ExchangeOptions options)
    {
        if (!options.Provider.Equals("Paper", StringComparison.OrdinalIgnoreCase))
        {
            return ValidateOptionsResult.Fail($"Exchange:Provider is '{options.Provider}'; this version has only Paper.");
        }

        return options.Environment.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Exchange:Environment is '{options.Environment}' but Exchange:Provider is Paper, which has none: which of the two is meant? Leave Exchange:Environment empty for paper.");
    }
}
