using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>Names every key that is out of range, with the value and the range.</summary>
public sealed class ValidatePaperOptions : IValidateOptions<PaperOptions>
{
    public ValidateOptionsResult Validate(string? name, PaperOptions options)
    {
        var problems = options.ToSettings().Problems();
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(p => $"{PaperOptions.Section}:{p}"));
    }
}
