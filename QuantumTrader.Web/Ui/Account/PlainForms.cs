using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Components;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Ui.Emergency;

namespace QuantumTrader.Web.Ui.Account;

/// <summary>Plain pages with forms: drawn by the server, without script and without a circuit.</summary>
internal static class PlainForms
{
    private const string NotOurs = "Nothing was done: this form was too old or came from elsewhere. It is fresh now; try again.";

    /// <summary>Null when the form that was posted is ours; else what to say. The form can be read afterwards.</summary>
    public static async Task<string?> TroubleAsync(this HttpContext http)
    {
        try
        {
            await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
            return null;
        }
        catch (AntiforgeryValidationException e) when (e.InnerException is not BadHttpRequestException)
        {
            return NotOurs;
        }
        catch (AntiforgeryValidationException e)
        {
            throw e.InnerException!; // too large or too slow: answered as such
        }
    }

    /// <summary>A field as it was typed; empty when it is missing.</summary>
    public static string Field(this HttpContext http, string name) => http.Request.HasFormContentType ? http.Request.Form[name].ToString() : "";

    /// <summary>Nothing of these pages is kept anywhere.</summary>
    public static IResult Page<TPage>(this HttpContext http, int statusCode, params (string Name, object? Value)[] parameters)
        where TPage : IComponent
    {
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TPage>(parameters.ToDictionary(p => p.Name, p => p.Value)) { StatusCode = statusCode };
    }

    public static IResult GoTo(string path) => new SeeOther(path);

    public static string? Address(this HttpContext http) => SessionRenewal.AddressOf(http);

    public static string Wait(TimeSpan time) => time < TimeSpan.FromMinutes(1) ? $"{Math.Ceiling(Math.Max(1, time.TotalSeconds)):0} s" : $"{Math.Ceiling(time.TotalMinutes):0} min";
}
