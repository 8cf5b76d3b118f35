namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>303: after a form was posted, the browser gets the page anew, so that reloading it does not post again.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
